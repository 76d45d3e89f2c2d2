import type { BatchBook } from './batch-book.ts';
import type { Problems } from './problems.ts';

/** Judges each batch of the ledger by its own figures, and by how many rows the table has of it. */
export function judgeBatches(book: BatchBook, problems: Problems): void {
  for (const batch of book.all()) {
    const { batchId, staged, loaded, alreadyLoaded, conflicts, unloadable, inRanges, tableRows } = batch;
    if (book.times(batchId) > 1) tell('batch-sums', `is in telecom.load_batch ${book.times(batchId)} times`);
    if (staged + unloadable !== (inRanges ?? 0))
      tell(
        'batch-sums',
        `has ${staged + unloadable} rows staged or unloadable, but ${inRanges ?? 'no'} in its ranges`,
      );
    const accounted = loaded + alreadyLoaded + conflicts;
    if (accounted !== staged)
      tell('batch-sums', `has ${accounted} rows loaded, already loaded or in conflict, but ${staged} staged`);
    if (tableRows !== loaded)
      tell(
        'batch-rows',
        `loaded ${loaded} rows by the ledger, but telecom.telecom_data has ${tableRows} of it`,
      );

    function tell(kind: 'batch-sums' | 'batch-rows', what: string): void {
      problems.tell(kind, null, `batch ${batchId} ${what}`);
    }
  }
}
