import { readFile } from 'node:fs/promises';
import { readCleanTail } from '@cdr/call-record';
import type { Spool } from './spool.ts';
import { type Refusal, whyUnloadable } from './unloadable.ts';

/** A record that no warehouse takes, by its place in raw. */
export interface Unloadable extends Refusal {
  rawPartition: number;
  rawOffset: number;
  /** Kafka's time of the raw record, epoch ms. */
  ingestedAt: number;
}

/** Copies the lines of spool files that can be loaded to another spool; resolves to those that cannot. */
export async function siftSpool(files: readonly string[], kept: Spool): Promise<Unloadable[]> {
  const unloadable: Unloadable[] = [];
  function isLoadable(line: Buffer): boolean {
    const refusal = whyUnloadable(line);
    if (refusal === null) return true;
    const tail = readCleanTail(line)!;
    const place = { rawPartition: tail.raw_partition, rawOffset: tail.raw_offset };
    unloadable.push({ ...place, ingestedAt: tail.ingested_at, ...refusal });
    return false;
  }
  for (const file of files) kept.append(linesIn(await readFile(file)).filter(isLoadable));
  return unloadable;
}

// A spool file is small, and of whole lines. Split on the byte, never on text: a text reader would break lines at U+2028
// as well.
function linesIn(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let begin = 0;
  for (let end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', begin)) {
    lines.push(bytes.subarray(begin, end));
    begin = end + 1;
  }
  return lines;
}
