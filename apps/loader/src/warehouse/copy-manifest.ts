import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parquetColumns } from '@cdr/call-record';
import type { ObjectStore } from '@cdr/object-store';
import { WarehouseError } from '@cdr/warehouse';
import { OutsideError } from '@cdr/worker';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type DuckDb, literal } from '../duckdb.ts';
import { toScratchStop } from '../scratch.ts';
import type { Manifest } from '../staging/manifest.ts';
import { analyzeStaging, stagingColumns } from './statements.ts';

export interface CopyParts {
  store: ObjectStore;
  db: DuckDb;
  scratchFolder: string;
  /** Called for each object read and each statement done. */
  onStep: () => void;
}

/**
 * Does what Redshift's COPY does by itself: reads the manifest and the Parquet objects it names from S3, and streams
 * their rows into the table `staging`; resolves to how many.
 * @throws StoreError, DuckDbError, WarehouseError, the driver's error, or Stop when the scratch disk is full
 */
export async function copyManifest(
  client: pg.Client,
  { batchId, manifestKey }: { batchId: string; manifestKey: string },
  { store, db, scratchFolder, onStep }: CopyParts,
): Promise<number> {
  const manifest = JSON.parse(await store.read(manifestKey)) as Manifest;
  const files = manifest.entries.map((_, n) => join(scratchFolder, `${batchId}-${n}.copy.parquet`));
  const csv = join(scratchFolder, `${batchId}.csv`);
  try {
    for (const [n, { url, meta }] of manifest.entries.entries()) {
      const bytes = await download(store, url.slice(store.url('').length), files[n]!);
      if (bytes !== meta.content_length) throw cutShort(url, bytes, meta.content_length);
      onStep();
    }
    const rows = `SELECT ${stagingColumns} FROM read_parquet([${files.map(literal).join(', ')}])`;
    await db.run(`COPY (${rows}) TO ${literal(csv)} ${csvOptions}`);
    onStep();
    const copy = client.query(copyFrom(`COPY staging (${stagingColumns}) FROM STDIN (FORMAT csv)`));
    await pipeline(createReadStream(csv, { highWaterMark: 1_048_576 }), copy);
    onStep();
    await client.query(analyzeStaging);
    return copy.rowCount;
  } finally {
    await Promise.all([...files, csv].map((file) => rm(file, { force: true })));
  }
}

/** Writes an object to a file; resolves to its size in bytes. @throws StoreError, Stop when the disk is full */
export async function download(store: ObjectStore, key: string, file: string): Promise<number> {
  const target = createWriteStream(file);
  await pipeline(store.bytes(key), target).catch((error: unknown) => {
    throw error instanceof OutsideError ? error : toScratchStop(dirname(file), error);
  });
  return target.bytesWritten;
}

// Every text is quoted, so that no name can be taken for NULL or for the end of the data; a real NULL is not quoted.
const texts = parquetColumns.filter(({ type }) => type.kind === 'text').map(({ name }) => name);
const csvOptions = `(FORMAT csv, HEADER false, FORCE_QUOTE (${texts.join(', ')}))`;

function cutShort(url: string, bytes: number, expected: number): WarehouseError {
  return new WarehouseError(
    `${url} has ${bytes} bytes, its manifest says ${expected}`,
    'CONTENT_LENGTH',
    true,
  );
}
