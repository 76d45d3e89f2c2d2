import { readFile } from 'node:fs/promises';
import type { Range } from '../position.ts';
import type { WrittenParquet } from '../write-parquet.ts';
import { writeManifest } from './manifest.ts';
import { batchFolder, type ObjectStore } from '@cdr/object-store';

/** A batch on S3, ready to be loaded. */
export interface StagedBatch {
  batchId: string;
  manifestKey: string;
  files: number;
  bytes: number;
  rows: number;
  /** Earliest and latest start, `YYYY-MM-DD HH:MM:SS`. */
  minStart: string;
  maxStart: string;
}

/**
 * Puts a batch on S3: part files, then `manifest.json`, last `_SUCCESS`; a batch without it was never complete.
 * @throws StoreError
 */
export async function stageBatch(
  store: ObjectStore,
  topic: string,
  batchId: string,
  written: WrittenParquet,
  ranges: readonly Range[],
): Promise<StagedBatch> {
  const folder = batchFolder(batchId);
  const files = [];
  for (const { name, file, bytes, rows } of written.parts) {
    const key = `${folder}/${name}`;
    await store.put(key, await readFile(file));
    files.push({ url: store.url(key), bytes, rows });
  }
  const manifestKey = `${folder}/manifest.json`;
  await store.put(manifestKey, JSON.stringify(writeManifest({ batchId, topic, files, ranges }), null, 2));
  await store.put(`${folder}/_SUCCESS`, '');
  return {
    batchId,
    manifestKey,
    files: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    rows: written.rows,
    minStart: written.minStart!,
    maxStart: written.maxStart!,
  };
}
