import type { ObjectListing } from '@cdr/object-store';
import { Stop } from '@cdr/worker';
import type { Ledger } from './ledger/ledger.ts';
import { readStagedBatches, type StagedFolder } from './staged-batches.ts';

/** What S3 has of batches. */
export interface StagedLook {
  batches: number;
  inLedger: number;
  /** Not in the ledger, but younger than asked for. */
  young: number;
  /** Neither, from the oldest on. */
  orphans: StagedFolder[];
}

const lookedUpAtOnce = 1_000;

/**
 * Looks every batch on S3 up in the ledger; those unknown to it that are not younger than `youngest` (epoch ms) are orphans.
 * @throws StoreError, WarehouseError; Stop when the ledger seems to be that of another bucket
 */
export async function findOrphans(
  store: ObjectListing,
  ledger: Pick<Ledger, 'knownBatches'>,
  youngest: number,
): Promise<StagedLook> {
  const look: StagedLook = { batches: 0, inLedger: 0, young: 0, orphans: [] };
  let some: StagedFolder[] = [];
  for await (const folder of readStagedBatches(store)) {
    some.push(folder);
    if (some.length === lookedUpAtOnce) await lookUp();
  }
  await lookUp();
  if (look.orphans.length > 0 && look.inLedger === 0) throw new Stop(noneKnown(look.batches));
  look.orphans.sort((a, b) => a.modifiedAt - b.modifiedAt);
  return look;

  async function lookUp(): Promise<void> {
    const known = await ledger.knownBatches(some.map(({ batchId }) => batchId));
    for (const folder of some) {
      look.batches += 1;
      if (known.has(folder.batchId)) look.inLedger += 1;
      else if (folder.modifiedAt > youngest) look.young += 1;
      else look.orphans.push(folder);
    }
    some = [];
  }
}

function noneKnown(batches: number): string {
  return (
    `not one of the ${batches} batches on S3 is in telecom.load_batch: are WAREHOUSE_URL and S3_BUCKET of the same ` +
    'pipeline? If nothing was ever loaded, leave them until something is'
  );
}
