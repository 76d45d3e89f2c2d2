import { type Column, columns, parquetColumns, sqlType } from '@cdr/call-record';

// SQL that PostgreSQL and Redshift both understand. Names come from the column table, never from data.

const table = 'telecom.telecom_data';

function names(list: readonly Column[]): string {
  return list.map(({ name }) => name).join(', ');
}

/** The temporary table a batch is copied into: the Parquet files' columns. */
export const createStaging = `CREATE TEMP TABLE staging (${parquetColumns
  .map(({ name, type, required }) => `${name} ${sqlType(type)}${required ? ' NOT NULL' : ''}`)
  .join(', ')})`;

export const stagingColumns = names(parquetColumns);

/** For the planner, how many rows there are and what they are found by: all columns would take twice as long. */
export const analyzeStaging = 'ANALYZE staging (call_id, start_datetime)';

// The first record of a call wins, in the order of raw partition and raw offset.
const ranked = `(SELECT s.*, row_number() OVER (PARTITION BY call_id ORDER BY raw_partition, raw_offset) AS place FROM staging s)`;

// The row that the table has of a staged call. A derived call id contains the start, so that row has the same start, by
// which it is found; a source's own does not, and its rows are searched by the id alone: docs/decisions/0012.
const found = `LEFT JOIN ${table} t ON t.call_id = s.call_id AND t.start_datetime = s.start_datetime
  LEFT JOIN ${table} o ON o.call_id = s.call_id AND o.call_id_from IS NOT NULL`;

/** Rows of staging that say other things of a call than the table, or than the first of its call in staging. */
export const selectConflicts = `SELECT s.raw_partition, s.raw_offset, s.ingested_at::varchar AS ingested_at,
    coalesce(t.raw_partition, o.raw_partition, f.raw_partition) AS of_partition,
    coalesce(t.raw_offset, o.raw_offset, f.raw_offset) AS of_offset
  FROM staging s
  JOIN ${ranked} f ON f.call_id = s.call_id AND f.place = 1
  ${found}
  WHERE s.fingerprint <> coalesce(t.fingerprint, o.fingerprint, f.fingerprint)
  ORDER BY s.raw_partition, s.raw_offset`;

/** Takes rows of one raw partition out of staging. The offsets are numbers of our own, and too many for parameters. */
export function deleteStaged(rawOffsets: readonly number[]): string {
  return `DELETE FROM staging WHERE raw_partition = $1 AND raw_offset IN (${rawOffsets.map(Number).join(', ')})`;
}

/** One row for each call the table lacks. $1 is the time of loading. */
export const insertRows = `INSERT INTO ${table} (${names(columns)})
  SELECT ${columns.map(({ name, from }) => (from === 'load' ? '$1::timestamp' : `s.${name}`)).join(', ')}
  FROM ${ranked} s
  ${found}
  WHERE s.place = 1 AND t.call_id IS NULL AND o.call_id IS NULL`;

/** The gate: one loader at a time. The bump makes the snapshot of one that waited for it conflict instead of lie. */
export const lockGate = 'LOCK TABLE telecom.load_gate';
export const bumpGate = 'UPDATE telecom.load_gate SET turns = turns + 1';

export const selectPositions = `SELECT kafka_partition, next_offset, raw_high_water, last_raw_offset, last_timestamp
  FROM telecom.loaded_through WHERE topic = $1`;

/** Compare-and-set: moves a position only from where the batch began. */
export const movePosition = `UPDATE telecom.loaded_through
  SET next_offset = $3, raw_high_water = $4, last_raw_offset = $5, last_timestamp = $6, moved_at = $7::timestamp
  WHERE topic = $1 AND kafka_partition = $2 AND next_offset = $8 AND raw_high_water = $9`;

export const insertBatch = `INSERT INTO telecom.load_batch (batch_id, cut_reason, rows_staged, rows_loaded,
    rows_already_loaded, rows_conflict, rows_unloadable, files, bytes, manifest, min_start, max_start, app_version, opened_at, staged_at,
    committed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::timestamp, $12::timestamp, $13, $14::timestamp,
    $15::timestamp, $16::timestamp)`;

export const insertRange = `INSERT INTO telecom.load_range (batch_id, topic, kafka_partition, first_offset, next_offset,
    row_count, first_raw_offset, last_raw_offset)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** The columns of telecom.telecom_data, in its order; the catalogue shows those of tables that the user may use. */
export const selectTableColumns = `SELECT column_name, data_type, character_maximum_length, numeric_precision, numeric_scale,
    datetime_precision, is_nullable, column_default, table_type
  FROM information_schema.columns c JOIN information_schema.tables t
    ON t.table_schema = c.table_schema AND t.table_name = c.table_name
  WHERE c.table_schema = 'telecom' AND c.table_name = 'telecom_data' ORDER BY ordinal_position`;

/** Adds a column that a newer schema brought, as its migration does. */
export function addColumn({ name, type }: Column): string {
  return `ALTER TABLE ${table} ADD COLUMN ${name} ${sqlType(type)}`;
}
