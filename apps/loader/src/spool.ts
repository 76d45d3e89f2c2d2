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

const newline = 0x0a;
// What a reader brings at once fits; a longer line makes room for itself.
const usualRoom = 256 * 1024;

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
  let room: Buffer = Buffer.allocUnsafeSlow(usualRoom);
  let filled = 0;
  let bytes = 0;
  let open = true;

  // Copied once, into memory that is used again: what is written must not wait for the garbage collector.
  function append(values: readonly Buffer[]): void {
    inScratch(folder, () => {
      for (const value of values) add(value);
      write();
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
    for (let written = 0; written < filled;) {
      written += writeSync(descriptor, room, written, filled - written);
    }
    bytes += filled;
    filled = 0;
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
