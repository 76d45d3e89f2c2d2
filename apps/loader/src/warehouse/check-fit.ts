import { Stop } from '@cdr/worker';
import type { StagedBatch } from '../staging/stage-batch.ts';
import type { Session } from './commit-load.ts';
import { findMisfits } from './preflight.ts';
import { readTable } from './table-columns.ts';

/** Compares the footers of a staged batch with the table as the catalogue has it now. @throws Stop when they do not fit */
export async function checkFit(session: Session, { batchId, footers }: StagedBatch): Promise<void> {
  const misfits = findMisfits(footers, await readTable(session));
  if (misfits.length > 0) throw new Stop(`batch ${batchId} was not copied: ${misfits.join('; ')}`);
}
