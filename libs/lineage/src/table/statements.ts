import { businessColumns } from '@cdr/call-record';

// SQL that PostgreSQL and Redshift both understand. Names come from the column table, never from data.

export const table = 'telecom.telecom_data';

/** The columns of a row, in the order in which they are read. */
export const rowColumns = [
  ...['call_id', 'call_id_from', 'fingerprint', 'raw_partition', 'raw_offset', 'ingested_at', 'batch_id'],
  ...['loaded_at', ...businessColumns.map(({ name }) => name)],
];

export const row = rowColumns.join(', ');

/** A call has one row. More are somebody's doing, and some of them show it. */
const mostOfACall = 20;

// PostgreSQL has an index of the calls that sources named, and uses it where a statement says that it asks for no others.
export const selectNamedCall = `SELECT ${row} FROM ${table}
  WHERE call_id = $1 AND call_id_from IS NOT NULL LIMIT ${mostOfACall}`;

/** What no index finds, for its value. */
export const ofCall = 'call_id = $1';
export const ofNumber = 'caller_id = $1 OR receiver_id = $1';

/** Goes over the whole table, which takes Redshift two of its columns. Rows of the original system say nothing of when they came. */
export function selectLastWritten(condition: string): string {
  return `SELECT ${row} FROM ${table} WHERE ${condition} ORDER BY loaded_at DESC NULLS LAST LIMIT $2`;
}

/** By both columns of PostgreSQL's index, and by Redshift's sort key. */
export const selectCallAt = `SELECT ${row} FROM ${table}
  WHERE start_datetime = $1::timestamp AND call_id = $2 LIMIT ${mostOfACall}`;

/** The row of a record, by its batch; the span of the batch's starts lets an index or a sort key do the search. */
export const selectPlace = `SELECT ${row} FROM ${table}
  WHERE start_datetime BETWEEN $1::timestamp AND $2::timestamp AND raw_partition = $3 AND raw_offset = $4 AND batch_id = $5
  LIMIT 1`;

const batch = `b.batch_id, b.cut_reason, b.rows_staged, b.rows_loaded, b.rows_already_loaded, b.rows_conflict,
    b.rows_unloadable, b.files, b.bytes, b.manifest, b.min_start, b.max_start, b.app_version, b.opened_at, b.staged_at,
    b.committed_at`;

export const selectBatch = `SELECT ${batch} FROM telecom.load_batch b WHERE b.batch_id = $1`;

export const selectBatchRanges = `SELECT topic, kafka_partition, first_offset, next_offset
  FROM telecom.load_range WHERE batch_id = $1 ORDER BY kafka_partition`;

/** Batches of a clean topic by a partition and an offset of raw. */
export const selectBatchesAround = `SELECT ${batch} FROM telecom.load_batch b
  JOIN telecom.load_range r ON r.batch_id = b.batch_id
  WHERE r.topic = $1 AND r.kafka_partition = $2 AND r.first_raw_offset <= $3 AND r.last_raw_offset >= $3
  ORDER BY b.committed_at DESC LIMIT 5`;

export const selectLoadedThrough = `SELECT kafka_partition, next_offset, raw_high_water
  FROM telecom.loaded_through WHERE topic = $1 ORDER BY kafka_partition`;
