import { type Ledger, readStagedBatches, type StagedFolder } from '@cdr/audit';
import type { ObjectListing } from '@cdr/object-store';
import type { LoadsView } from '../api.ts';

type Orphans = NonNullable<LoadsView['orphans']>;

// Younger ones may be on their way into the table.
const restMs = 10 * 60_000;
const mostListed = 50;
const lookedUpAtOnce = 1_000;

/** Batches on S3 that the ledger does not know and nobody works on. @throws StoreError, WarehouseError */
export async function findOrphans(
  store: ObjectListing,
  ledger: Pick<Ledger, 'knownBatches'>,
  now: number,
): Promise<Orphans> {
  const orphans: StagedFolder[] = [];
  let some: StagedFolder[] = [];
  async function lookUp(): Promise<void> {
    const known = await ledger.knownBatches(some.map(({ batchId }) => batchId));
    orphans.push(...some.filter(({ batchId }) => !known.has(batchId)));
    some = [];
  }
  for await (const folder of readStagedBatches(store)) {
    if (folder.modifiedAt <= now - restMs) some.push(folder);
    if (some.length === lookedUpAtOnce) await lookUp();
  }
  await lookUp();
  return {
    at: now,
    batches: orphans.slice(0, mostListed).map(({ batchId, files, bytes, modifiedAt }) => ({
      batchId,
      files,
      bytes,
      ageSeconds: Math.round((now - modifiedAt) / 1000),
    })),
  };
}
