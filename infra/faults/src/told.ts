import type { LogLine } from '@cdr/local';

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
  return lines.flatMap(({ text, fields }): Told[] => {
    const { time, level, msg, part, reason, err } = fields as Partial<Fields>;
    // A line that is no JSON is Node's own, about a crash.
    if (level === undefined || time === undefined || msg === undefined)
      return [{ worker, at: 0, kind: 'error', part: null, words: text }];
    const said = {
      worker,
      at: Date.parse(time),
      words: [msg, reason ?? err?.message].filter(Boolean).join(': '),
    };
    if (level === 'error') return [{ ...said, kind: 'error', part: null }];
    if (part === undefined) return [];
    if (msg.startsWith(`${part} does not work`)) return [{ ...said, kind: 'does not work', part }];
    return msg.startsWith(`${part} works again`) ? [{ ...said, kind: 'works again', part }] : [];
  });
}

interface Fields {
  time: string;
  level: string;
  msg: string;
  part: string;
  reason: string;
  err: { message?: string };
}
