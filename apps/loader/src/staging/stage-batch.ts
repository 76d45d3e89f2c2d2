import { batchFolder, type ObjectStore } from '@cdr/object-store';
import type { Range } from '../position.ts';
import type { WrittenParquet } from '../write-parquet.ts';
import { writeManifest } from './manifest.ts';
import type { Footer } from './parquet-footer.ts';

/** A staged file and what its footer says. */
export interface StagedFile {
  name: string;
  footer: Footer;
}

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
  /** What each file says of itself. */
  footers: StagedFile[];
}

/** Which batch it is, and of which ranges. */
export interface BatchPlace {
  batchId: string;
  ranges: readonly Range[];
  /** Whether it gets `_SUCCESS`: without it, a batch was never complete. */
  isComplete: boolean;
}

/** What staging needs. */
export interface StagingParts {
  store: ObjectStore;
  topics: { clean: string };
  /** Called for each object that is there. */
  onStep: () => void;
}

/**
 * Puts a batch on S3: part files, then `manifest.json`, last `_SUCCESS`, if it is to be complete.
 * @throws StoreError
 */
export async function stageBatch(
  { store, topics, onStep }: StagingParts,
  { batchId, ranges, isComplete }: BatchPlace,
  written: WrittenParquet,
): Promise<StagedBatch> {
  const folder = batchFolder(batchId);
  async function put(name: string, body: string | Uint8Array): Promise<void> {
    await store.put(`${folder}/${name}`, body);
    onStep();
  }

  const files = [];
  for (const { name, bytes, rows, read } of written.parts) {
    await put(name, await read());
    files.push({ url: store.url(`${folder}/${name}`), bytes, rows });
  }
  const manifest = writeManifest({ batchId, topic: topics.clean, files, ranges });
  await put('manifest.json', JSON.stringify(manifest, null, 2));
  if (isComplete) await put('_SUCCESS', '');
  return {
    batchId,
    manifestKey: `${folder}/manifest.json`,
    files: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    rows: written.rows,
    minStart: written.minStart!,
    maxStart: written.maxStart!,
    footers: written.parts.map(({ name, footer }) => ({ name, footer })),
  };
}
