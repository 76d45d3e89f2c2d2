import type { BatchView, LoadsView } from '../api.ts';
import type { Desk } from '../desk.ts';
import { readBatch, readBatches, readCuts } from './batches.ts';
import { readManifest } from './manifest.ts';

type LoadsDesk = Pick<Desk, 'warehouse' | 'store' | 'observer' | 'orphans'>;

/** A page of batches, and what is amiss with loading. @throws WarehouseError, QueryError */
export async function loadsView(
  { warehouse, observer, orphans }: LoadsDesk,
  after: string | undefined,
): Promise<LoadsView> {
  const at = Date.now();
  const [page, cuts] = await Promise.all([readBatches(warehouse, after), readCuts(warehouse, at)]);
  const { answer, problem } = orphans.last();
  const loaders = (observer.flow()?.workers ?? []).filter(({ worker }) => worker === 'loader');
  const troubles = loaders.flatMap(({ address, notReady }) =>
    notReady === null ? [] : [`${address}: ${notReady}`],
  );
  if (problem !== null) troubles.push(`What S3 has of batches could not be read: ${problem}`);
  return { at, ...page, cuts, orphans: answer?.value ?? null, troubles };
}

/** A batch with its manifest; null when there is none of this name. @throws WarehouseError */
export async function batchView({ warehouse, store }: LoadsDesk, batchId: string): Promise<BatchView | null> {
  const batch = await readBatch(warehouse, batchId);
  if (batch === null) return null;
  const { manifestKey, ...rest } = batch;
  return { ...rest, ...(await readManifest(store, manifestKey)) };
}
