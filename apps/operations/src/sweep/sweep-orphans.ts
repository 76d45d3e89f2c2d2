import type { Ledger, StagedFolder } from '@cdr/audit';
import {
  batchFolder,
  isNotFound,
  type ObjectListing,
  type ObjectRemoval,
  type ObjectStore,
} from '@cdr/object-store';
import { whyStopped } from '../why-stopped.ts';
import { judgeManifest, type Positions } from './judge-manifest.ts';
import { removalOrder } from './staged-names.ts';

/** What became of an orphaned batch; every other than the first three is kept, and why is told. */
export type Fate =
  | 'removed'
  | 'removable'
  | 'gone-meanwhile'
  | 'loaded-meanwhile'
  | 'written-meanwhile'
  | 'loadable'
  | 'elsewhere'
  | 'unreadable-manifest'
  | 'foreign-objects';

export interface SweptBatch extends Pick<StagedFolder, 'batchId' | 'files' | 'bytes' | 'modifiedAt'> {
  fate: Fate;
}

export interface SweepParts {
  store: ObjectListing & ObjectRemoval & Pick<ObjectStore, 'read'>;
  ledger: Pick<Ledger, 'knownBatches'>;
  /** Where the loaders of a clean topic are. */
  positionsOf: (topic: string) => Promise<Positions>;
  /** What was written after this, epoch ms, is too young. */
  youngest: number;
  /** Removes so many at most. */
  limit: number;
  remove: boolean;
}

/** What was done; `stopped` says why it ended early. */
export interface Sweeping {
  batches: SweptBatch[];
  stopped: string | null;
}

/**
 * Goes through orphaned batches, looks at each anew, and removes it if nobody can load it any more.
 * @returns also what was done before a part failed
 */
export async function sweepOrphans(orphans: readonly StagedFolder[], parts: SweepParts): Promise<Sweeping> {
  const batches: SweptBatch[] = [];
  let done = 0;
  try {
    for (const orphan of orphans) {
      if (done === parts.limit) break;
      const { batchId, files, bytes, modifiedAt } = orphan;
      const fate = await sweepOne(batchId, parts);
      if (fate === 'removed' || fate === 'removable') done += 1;
      batches.push({ batchId, files, bytes, modifiedAt, fate });
    }
    return { batches, stopped: null };
  } catch (error) {
    return { batches, stopped: whyStopped(error) };
  }
}

async function sweepOne(batchId: string, parts: SweepParts): Promise<Fate> {
  const { store, ledger, positionsOf, youngest, remove } = parts;
  const folder = `${batchFolder(batchId)}/`;
  const names: string[] = [];
  for await (const { key, modifiedAt } of store.list(folder)) {
    if (modifiedAt > youngest) return 'written-meanwhile';
    names.push(key.slice(folder.length));
  }
  if (names.length === 0) return 'gone-meanwhile';
  const ordered = removalOrder(names);
  if (ordered === null) return 'foreign-objects';
  if (names.includes('manifest.json')) {
    const manifest = await readIfThere(store, `${folder}manifest.json`);
    if (manifest === null) return 'gone-meanwhile';
    const { kind } = await judgeManifest(manifest, positionsOf);
    if (kind === 'unreadable') return 'unreadable-manifest';
    if (kind !== 'overtaken') return kind;
  }
  // Last, and for a look as well: whatever came into the ledger since the listing is kept.
  if ((await ledger.knownBatches([batchId])).has(batchId)) return 'loaded-meanwhile';
  if (!remove) return 'removable';
  for (const name of ordered) await store.remove(`${folder}${name}`);
  return 'removed';
}

// Another sweep removes the manifest before the files: it is at work on this batch, or a lifecycle rule is.
async function readIfThere(store: SweepParts['store'], key: string): Promise<string | null> {
  try {
    return await store.read(key);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
