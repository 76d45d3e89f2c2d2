import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

const mostLines = 20;
const mostBytes = 16_384; // one Java stack trace is about 5 KiB

/** The size of a log file in bytes; 0 if there is none yet. */
export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** A sentence for an error text with the last lines written to the log behind `since` (bytes); never throws. */
export function lastLines(file: string, since: number): string {
  const lines = readEnd(file, since).trimEnd().split('\n').slice(-mostLines);
  if (lines.join('').trim() === '') return 'It wrote nothing to its log. ';
  return `Its log ends with:\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

function readEnd(file: string, since: number): string {
  try {
    const handle = openSync(file, 'r');
    try {
      const { size } = fstatSync(handle);
      const from = Math.max(since, size - mostBytes);
      const bytes = Buffer.alloc(Math.max(0, size - from));
      readSync(handle, bytes, 0, bytes.length, from);
      return bytes.toString('utf8');
    } finally {
      closeSync(handle);
    }
  } catch {
    return '';
  }
}
