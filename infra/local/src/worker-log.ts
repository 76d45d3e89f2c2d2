import { readFileSync, statSync } from 'node:fs';

/** A line of a worker's log: its text, and its fields where it is a JSON object. */
export interface LogLine {
  text: string;
  fields: Record<string, unknown>;
}

/** What one process writes to a log that earlier ones have written to as well. */
export interface WorkerLog {
  readonly file: string;
  /** Every line written since that is not empty. */
  lines(): LogLine[];
}

/** Marks the log's end, or a size of it in bytes, as the beginning of what is read. */
export function openWorkerLog(file: string, since = sizeOf(file)): WorkerLog {
  function lines(): LogLine[] {
    const text = readFileSync(file).subarray(since).toString('utf8');
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(readLine);
  }
  return { file, lines };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

const longestWords = 300;

/** Why a process ended, in its own words: the last error it told. Empty when it told none. */
export function lastWords(lines: readonly LogLine[]): string {
  const words = lines.map(errorIn).findLast((error) => error !== undefined);
  return words?.slice(0, longestWords) ?? '';
}

/** The last lines for a person to read, indented, below a sentence. */
export function lastLines(lines: readonly LogLine[], most = 5): string {
  return lines
    .slice(-most)
    .map(({ text }) => `\n    ${text.slice(0, longestWords)}`)
    .join('');
}

function errorIn({ text, fields }: LogLine): string | undefined {
  const { level, msg, err } = fields as { level?: string; msg?: string; err?: { message?: string } };
  if (level !== undefined) return level === 'error' ? (err?.message ?? msg) : undefined;
  // What Node or a worker without a log says: `TypeError: …`, `loader: … must be …`, but not the lines of a stack.
  return /^\S.*: /.test(text) ? text : undefined;
}

function readLine(text: string): LogLine {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { text, fields: value as LogLine['fields'] };
  } catch {
    // what Node itself says about a crash is no JSON
  }
  return { text, fields: {} };
}
