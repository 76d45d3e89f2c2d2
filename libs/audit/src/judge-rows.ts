import type { ForeignRows, RepeatedCalls, RowPlace } from './ledger/ledger.ts';
import type { Problems } from './problems.ts';

export interface OddRows {
  /** Of batches that the ledger does not know. */
  foreign: ForeignRows;
  /** Of raw partitions that there are not. */
  outside: ForeignRows;
  /** With another time of loading than their batch. */
  misdated: ForeignRows;
  repeated: RepeatedCalls;
}

/** Judges the rows that no partition of the logs accounts for, and calls with several rows. */
export function judgeRows({ foreign, outside, misdated, repeated }: OddRows, problems: Problems): void {
  if (foreign.rows > 0) {
    const says = `telecom.telecom_data has ${foreign.rows} rows of batches that telecom.load_batch does not know: `;
    problems.tell('stray-rows', null, says + listPlaces(foreign.places, foreign.rows));
  }
  if (outside.rows > 0) {
    const says = `telecom.telecom_data has ${outside.rows} rows of raw partitions that are not there: `;
    problems.tell('stray-rows', null, says + listPlaces(outside.places, outside.rows));
  }
  if (misdated.rows > 0) {
    const says = `telecom.telecom_data has ${misdated.rows} rows whose loaded_at is not the committed_at of their batch: `;
    problems.tell('altered', null, says + listPlaces(misdated.places, misdated.rows));
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

/** How many rows are named. */
export const placesSaid = 10;

function listPlaces(places: readonly RowPlace[], all = places.length): string {
  const said = places
    .slice(0, placesSaid)
    .map(
      ({ partition, rawOffset, batchId }) =>
        `raw partition ${partition} offset ${rawOffset} (batch ${batchId})`,
    );
  return said.join(', ') + (all > said.length ? ` and ${all - said.length} more` : '');
}
