import type { BatchBook } from './batch-book.ts';
import type { ForeignRows, RepeatedCalls, RowPlace } from './ledger/ledger.ts';
import type { Problems } from './problems.ts';

/** Judges each batch of the ledger by its own figures, and the table by its batches. */
export function judgeBatches(
  book: BatchBook,
  foreign: ForeignRows,
  repeated: RepeatedCalls,
  problems: Problems,
): void {
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
  if (foreign.rows > 0) {
    const says = `telecom.telecom_data has ${foreign.rows} rows of batches that telecom.load_batch does not know: `;
    problems.tell('stray-rows', null, says + listPlaces(foreign.places, foreign.rows));
  }
  for (const places of repeated.places)
    problems.tell(
      'repeated',
      null,
      `a call has ${places.length} rows in telecom.telecom_data: ${listPlaces(places)}`,
    );
  const more = repeated.calls - repeated.places.length;
  if (more > 0)
    problems.tell('repeated', null, `and ${more} more calls have several rows in telecom.telecom_data`);
}

const placesSaid = 10;

function listPlaces(places: readonly RowPlace[], all = places.length): string {
  const said = places
    .slice(0, placesSaid)
    .map(
      ({ partition, rawOffset, batchId }) =>
        `raw partition ${partition} offset ${rawOffset} (batch ${batchId})`,
    );
  return said.join(', ') + (all > said.length ? ` and ${all - said.length} more` : '');
}
