import { findOrphans, type Ledger, openLedger, type StagedLook } from '@cdr/audit';
import type { ObjectListing, ObjectRemoval, ObjectStore } from '@cdr/object-store';
import type { Connections } from '@cdr/warehouse';
import type { Positions } from './judge-manifest.ts';
import { sweepOrphans, type Sweeping } from './sweep-orphans.ts';

export interface StagedParts {
  store: ObjectListing & ObjectRemoval & Pick<ObjectStore, 'read'>;
  connections: Connections;
}

export interface SweepRequest {
  olderThanHours: number;
  limit: number;
  remove: boolean;
  /** Epoch ms. */
  now: number;
}

/** Finds orphaned batches on S3, and removes them if asked. @throws StoreError, WarehouseError, Stop */
export async function sweepStaged(
  { store, connections }: StagedParts,
  { olderThanHours, limit, remove, now }: SweepRequest,
): Promise<{ look: StagedLook; sweeping: Sweeping }> {
  const ledgerOf = (topic: string): Ledger => openLedger(connections, topic);
  // Positions only rise: once read, what lies behind them stays behind them.
  const known = new Map<string, Positions>();
  async function positionsOf(topic: string): Promise<Positions> {
    const positions = known.get(topic) ?? (await readPositions(ledgerOf(topic)));
    known.set(topic, positions);
    return positions;
  }
  const ledger = ledgerOf(''); // which batches there are is the same for every topic
  const youngest = now - olderThanHours * 3_600_000;
  const look = await findOrphans(store, ledger, youngest);
  const sweeping = await sweepOrphans(look.orphans, { store, ledger, positionsOf, youngest, limit, remove });
  return { look, sweeping };
}

async function readPositions(ledger: Ledger): Promise<Positions> {
  const rows = await ledger.look((look) => look.positions());
  return new Map(rows.map(({ partition, nextOffset }) => [partition, nextOffset]));
}
