import { findOrphans, type Ledger } from '@cdr/audit';
import type { ObjectListing } from '@cdr/object-store';
import type { LoadsView } from '../api.ts';

type Orphans = NonNullable<LoadsView['orphans']>;

// Younger ones may be on their way into the table.
const restMs = 10 * 60_000;
const mostListed = 50;

/** Batches on S3 that the ledger does not know and nobody works on, from the oldest on. @throws as `findOrphans` of the audit */
export async function readOrphans(
  store: ObjectListing,
  ledger: Pick<Ledger, 'knownBatches'>,
  now: number,
): Promise<Orphans> {
  const { orphans } = await findOrphans(store, ledger, now - restMs);
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
