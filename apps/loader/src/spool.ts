import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { inScratch } from './scratch.ts';

/** What collects a batch: the clean records' bytes, one a line, in one file after the other. */
export interface Spool {
  /** In the order of filling, each of whole lines. */
  readonly files: readonly string[];
  readonly bytes: number;
  /** @throws Stop when the disk is full */
  append(values: readonly Buffer[]): void;
  /** Ends writing; the files stay. */
  close(): void;
  remove(): void;
}

const newline = 0x0a;
// What a reader brings at once fits; a longer line makes room for itself.
const usualRoom = 256 * 1024;
// Small beside a part file (8 MiB of records), so that part files of about equal size can be made of them.
const usualFileBytes = 1_048_576;

/**
 * Opens an empty spool. Writes go to the page cache: the files are scratch, Kafka holds the records. A file that has
 * reached `fileBytes` is followed by another.
 * @throws Stop when the disk is full or cannot be written
 */
export function openSpool(folder: string, name: string, fileBytes = usualFileBytes): Spool {
  const files: string[] = [];
  let room: Buffer = Buffer.allocUnsafeSlow(usualRoom);
  let filled = 0;
  let inFile = 0;
  let bytes = 0;
  inScratch(folder, () => mkdirSync(folder, { recursive: true }));
  let descriptor: number | null = inScratch(folder, openNext);

  function openNext(): number {
    const file = join(folder, `${name}-${files.length}.ndjson`);
    const opened = openSync(file, 'w');
    files.push(file);
    inFile = 0;
    return opened;
  }

  // Copied once, into memory that is used again: what is written must not wait for the garbage collector.
  function append(values: readonly Buffer[]): void {
    inScratch(folder, () => {
      for (const value of values) add(value);
      if (filled > 0) write();
    });
  }

  function add(value: Buffer): void {
    const length = value.length + 1;
    if (filled + length > room.length) write();
    if (length > room.length) room = Buffer.allocUnsafeSlow(length);
    room.set(value, filled);
    room[filled + value.length] = newline;
    filled += length;
  }

  function write(): void {
    if (inFile >= fileBytes) close();
    descriptor ??= openNext();
    for (let written = 0; written < filled;) {
      written += writeSync(descriptor, room, written, filled - written);
    }
    bytes += filled;
    inFile += filled;
    filled = 0;
  }

  function close(): void {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  }

  function remove(): void {
    close();
    for (const file of files) rmSync(file, { force: true });
  }

  return {
    files,
    get bytes() {
      return bytes;
    },
    append,
    close,
    remove,
  };
}
