import { lastWords, type LogLine } from '@cdr/local';

/** A worker's words about an outage, or about an error. */
export interface Told {
  worker: string;
  /** Epoch ms. */
  at: number;
  kind: 'does not work' | 'works again' | 'error';
  /** The part that an outage is of, as the worker calls it; null for an error. */
  part: string | null;
  words: string;
}

/** What a worker's log tells of outages and errors; every other line is left out. */
export function readTold(worker: string, lines: readonly LogLine[]): Told[] {
  return lines.flatMap((line, n): Told[] => {
    if (!isForeign(line)) return readLine(worker, line);
    const before = lines[n - 1];
    return before !== undefined && isForeign(before) ? [] : [readCrash(worker, lines.slice(n), before)];
  });
}

/** What is no log line is Node's own, about a crash. */
function isForeign({ fields }: LogLine): boolean {
  const { time, level, msg } = fields as Partial<Fields>;
  return time === undefined || level === undefined || msg === undefined;
}

function readLine(worker: string, { fields }: LogLine): Told[] {
  const { time, level, msg, part, reason, err } = fields as unknown as Fields;
  const said = {
    worker,
    at: Date.parse(time),
    words: [msg, reason ?? err?.message].filter(Boolean).join(': '),
  };
  if (level === 'error') return [{ ...said, kind: 'error', part: null }];
  if (part === undefined) return [];
  if (msg.startsWith(`${part} does not work`)) return [{ ...said, kind: 'does not work', part }];
  return msg.startsWith(`${part} works again`) ? [{ ...said, kind: 'works again', part }] : [];
}

// A crash has no time of its own. A worker at rest logs nothing for long, but speaks as soon as it runs again: the line
// behind the crash is the nearer one.
function readCrash(worker: string, lines: readonly LogLine[], before: LogLine | undefined): Told {
  const end = lines.findIndex((line) => !isForeign(line));
  const crash = end === -1 ? lines : lines.slice(0, end);
  const timed = lines[end] ?? before;
  const at = timed === undefined ? 0 : Date.parse((timed.fields as unknown as Fields).time);
  return { worker, at, kind: 'error', part: null, words: lastWords(crash) || crash[0]!.text };
}

interface Fields {
  time: string;
  level: string;
  msg: string;
  part?: string;
  reason?: string;
  err?: { message?: string };
}
