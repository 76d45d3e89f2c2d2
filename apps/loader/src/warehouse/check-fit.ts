import { Stop } from '@cdr/worker';
import type { StagedBatch } from '../staging/stage-batch.ts';
import { addColumns, lackingColumns, type TableGrowth } from './add-columns.ts';
import type { Session } from './commit-load.ts';
import { findMisfits } from './preflight.ts';
import { readTable } from './table-columns.ts';

/**
 * Compares the footers of a staged batch with the table as the catalogue has it now, after adding the columns that a newer
 * schema brought, where that is allowed. @throws Stop when they do not fit
 */
export async function checkFit(
  session: Session,
  { batchId, footers }: StagedBatch,
  growth: TableGrowth,
): Promise<void> {
  let table = await readTable(session);
  const lacking = growth.isAllowed ? lackingColumns(table) : [];
  if (lacking.length > 0) {
    await addColumns(session, lacking);
    growth.onAdded(lacking.map(({ name }) => name));
    table = await readTable(session);
  }
  const misfits = findMisfits(footers, table);
  if (misfits.length > 0) throw new Stop(`batch ${batchId} was not copied: ${misfits.join('; ')}`);
}
