import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { inScratch } from './scratch.ts';

/** The file that collects a batch: the clean records' bytes, one a line. */
export interface Spool {
  readonly file: string;
  readonly bytes: number;
  /** @throws Stop when the disk is full */
  append(values: readonly Buffer[]): void;
  /** Ends writing; the file stays. */
  close(): void;
  remove(): void;
}

const newline = Buffer.from('\n');

/**
 * Opens an empty spool file. Writes go to the page cache: the file is scratch, Kafka holds the records.
 * @throws Stop when the disk is full or cannot be written
 */
export function openSpool(folder: string, name: string): Spool {
  const file = join(folder, `${name}.ndjson`);
  const descriptor = inScratch(folder, () => {
    mkdirSync(folder, { recursive: true });
    return openSync(file, 'w');
  });
  let bytes = 0;
  let open = true;

  function append(values: readonly Buffer[]): void {
    // One system call for all.
    const all = Buffer.concat(values.flatMap((value) => [value, newline]));
    inScratch(folder, () => {
      for (let written = 0; written < all.length;) written += writeSync(descriptor, all, written);
    });
    bytes += all.length;
  }

  function close(): void {
    if (open) closeSync(descriptor);
    open = false;
  }

  function remove(): void {
    close();
    rmSync(file, { force: true });
  }

  return {
    file,
    get bytes() {
      return bytes;
    },
    append,
    close,
    remove,
  };
}
