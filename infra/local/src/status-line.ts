import type { Standing } from './standing.ts';

/** One line on where the pipeline stands; rates are since the standing before, which is `seconds` old. */
export function statusLine(now: Standing, before: Standing | null, seconds: number): string {
  function rate(what: 'raw' | 'validated' | 'loaded'): string {
    return before === null ? '' : ` (${Math.round(Math.max(0, now[what] - before[what]) / seconds)}/s)`;
  }
  return [
    `raw ${count(now.raw)}${rate('raw')}`,
    `validated ${count(now.validated)}${rate('validated')}, lag ${count(now.raw - now.validated)}`,
    `dead letters written ${count(now.dlq)}`,
    `loaded ${count(now.loaded)}${rate('loaded')}, lag ${count(now.clean - now.loaded)}`,
    sayLoad(now.lastLoad),
  ].join(' | ');
}

// In UTC, as in the workers' logs.
function sayLoad(load: Standing['lastLoad']): string {
  if (load === null) return 'no load yet';
  return `last load ${count(load.rows)} rows at ${new Date(load.committedAt).toISOString().slice(11, 19)}Z`;
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
