import { rmSync } from 'node:fs';
import type { DuckDb } from './duckdb.ts';
import { siftSpool, type Unloadable } from './sift-spool.ts';
import { type RowSlices, sliceRows } from './row-slices.ts';
import { openSpool } from './spool.ts';
import { type ParquetOptions, type WrittenParquet, writeParquet } from './write-parquet.ts';

/** The files of a batch, and the records that could not go into them. */
export interface WrittenBatch extends WrittenParquet {
  unloadable: Unloadable[];
  slices: RowSlices;
  /** Removes the files. */
  remove(): void;
}

/**
 * Writes a batch; records that no warehouse takes are put aside, so that one of them does not hold up the others.
 * @throws DuckDbError, or Stop when the disk is full or cannot be written
 */
export async function writeBatch(db: DuckDb, options: ParquetOptions): Promise<WrittenBatch> {
  const written = await writeParquet(db, options);
  return written === null ? writeSifted(db, options) : batch(db, options, written, []);
}

async function writeSifted(db: DuckDb, options: ParquetOptions): Promise<WrittenBatch> {
  const kept = openSpool(options.folder, `${options.batchId}-sifted`);
  try {
    const unloadable = await siftSpool(options.spoolFiles, kept);
    kept.close();
    if (kept.bytes === 0) return batch(db, options, nothing, unloadable);
    const written = await writeParquet(db, { ...options, spoolFiles: kept.files });
    if (written === null) {
      throw new Error(
        `batch ${options.batchId} cannot be written, though each of its records looks loadable: a fault of the loader. ` +
          'Report it; an older version of the loader may still load the records',
      );
    }
    return batch(db, options, written, unloadable);
  } finally {
    kept.remove();
  }
}

const nothing: WrittenParquet = { parts: [], rows: 0, minStart: null, maxStart: null };

function batch(
  db: DuckDb,
  { folder }: ParquetOptions,
  written: WrittenParquet,
  unloadable: Unloadable[],
): WrittenBatch {
  function remove(): void {
    for (const { file } of written.parts) rmSync(file, { force: true });
  }
  return { ...written, unloadable, slices: sliceRows(db, written.parts, folder), remove };
}
