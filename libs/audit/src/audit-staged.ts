import type { ObjectListing } from '@cdr/object-store';
import type { BatchBook } from './batch-book.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Problems } from './problems.ts';
import {
  judgeStagedBatches,
  type OrphanedBatch,
  readStagedBatches,
  type StagedFolder,
  type StagedSum,
} from './staged-batches.ts';

/**
 * Compares what S3 lists with the ledger as it was before: what was loaded then must be listed now.
 * @throws StoreError, WarehouseError
 */
export async function auditStaged(
  store: ObjectListing,
  ledger: Pick<Ledger, 'knownBatches'>,
  book: BatchBook,
  problems: Problems,
): Promise<{ staged: StagedSum; orphanedBatches: OrphanedBatch[] }> {
  const folders = new Map<string, StagedFolder>();
  const unknown: StagedFolder[] = [];
  for await (const folder of readStagedBatches(store)) {
    if (book.times(folder.batchId) > 0) folders.set(folder.batchId, folder);
    else unknown.push(folder);
  }
  const now = Date.now();
  const staged = judgeStagedBatches(book, folders, now, problems);
  // Those that were loaded meanwhile are none.
  const known = await ledger.knownBatches(unknown.map(({ batchId }) => batchId));
  const orphanedBatches = unknown
    .filter(({ batchId }) => !known.has(batchId))
    .map(({ batchId, files, bytes, modifiedAt }) => ({
      batchId,
      files,
      bytes,
      ageSeconds: Math.max(0, Math.round((now - modifiedAt) / 1_000)),
    }));
  return { staged, orphanedBatches };
}
