import type { Progress } from './progress.ts';

/** One line on where the pipeline stands; rates are since the progress before. */
export function statusLine(now: Progress, before: Progress | null, seconds: number): string {
  const rate = (what: keyof Progress & ('raw' | 'validated' | 'loadedThrough')) =>
    before === null ? '' : ` (${Math.round(Math.max(0, now[what] - before[what]) / seconds)}/s)`;
  const load = now.lastLoad
    ? `last load ${count(now.lastLoad.rows)} rows at ${now.lastLoad.committedAt.toISOString().slice(11, 19)}`
    : 'no load yet';
  return [
    `raw ${count(now.raw)}${rate('raw')}`,
    `validated ${count(now.validated)}${rate('validated')}, lag ${count(now.raw - now.validated)}`,
    `dead letters ${count(now.dlq)}`,
    `loaded ${count(now.loadedThrough)}${rate('loadedThrough')}, lag ${count(now.clean - now.loadedThrough)}`,
    load,
  ].join(' | ');
}

/** Shows lines in place on a terminal, one below the other elsewhere. */
export function createStatusScreen(out: NodeJS.WriteStream) {
  let shown = false;

  /** Takes the status line away, for a line that stays. */
  function clear(): void {
    if (out.isTTY && shown) out.write('\r\x1b[K');
    shown = false;
  }

  function show(line: string): void {
    clear();
    out.write(out.isTTY ? line.slice(0, out.columns - 1) : `${line}\n`);
    shown = out.isTTY;
  }

  return { clear, show };
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
