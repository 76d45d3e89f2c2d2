import { businessColumns } from '@cdr/call-record';

// SQL that PostgreSQL and Redshift both understand. What is put into it are numbers, and names that are quoted here.

const table = 'telecom.telecom_data';

export const beginLook = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** As many as Redshift gives at once on a cluster of one node. */
export const pageRows = 1_000;

export function declarePages(query: string): string {
  return `DECLARE pages CURSOR FOR ${query}`;
}

export const fetchPage = `FETCH FORWARD ${pageRows} FROM pages`;
export const closePages = 'CLOSE pages';

export function selectPositions(topic: string): string {
  return `SELECT kafka_partition, next_offset, raw_high_water FROM telecom.loaded_through
    WHERE topic = ${quoted(topic)} ORDER BY kafka_partition`;
}

export function selectRanges(topic: string): string {
  return `SELECT batch_id, kafka_partition, first_offset, next_offset, row_count, first_raw_offset, last_raw_offset
    FROM telecom.load_range WHERE topic = ${quoted(topic)} ORDER BY kafka_partition, first_offset, next_offset`;
}

export const selectBatches = `SELECT b.batch_id, b.rows_staged, b.rows_loaded, b.rows_already_loaded, b.rows_conflict,
    b.rows_unloadable, b.files, b.bytes, b.committed_at, r.in_ranges, coalesce(t.in_table, 0)
  FROM telecom.load_batch b
  LEFT JOIN (SELECT batch_id, sum(row_count) AS in_ranges FROM telecom.load_range GROUP BY batch_id) r
    ON r.batch_id = b.batch_id
  LEFT JOIN (SELECT batch_id, count(*) AS in_table FROM ${table} GROUP BY batch_id) t ON t.batch_id = b.batch_id`;

const call = businessColumns.map(({ name }) => name).join(', ');
const rowColumns = `batch_id, raw_partition, raw_offset, call_id, fingerprint, ingested_at, loaded_at, ${call}`;

/** Rows of a topic's batches above a raw offset of each partition, and all of partitions that there are not. */
export function selectRows(topic: string, above: readonly number[]): string {
  const places = above.map(
    (offset, partition) => `(raw_partition = ${partition} AND raw_offset > ${offset})`,
  );
  return `SELECT ${rowColumns} FROM ${table}
    WHERE batch_id IN (SELECT batch_id FROM telecom.load_range WHERE topic = ${quoted(topic)})
      AND (${[...places, `raw_partition NOT BETWEEN 0 AND ${above.length - 1}`].join(' OR ')})`;
}

export function selectRowsOf(batchId: string): string {
  return `SELECT ${rowColumns} FROM ${table} WHERE batch_id = ${quoted(batchId)}`;
}

// An anti-join by the ids themselves: NOT IN would be a search for each row once the ledger is long. Rows that have neither
// batch nor call id are of the original system, and none of ours: one of ours that lost both is missed where it should be.
const foreign = `FROM ${table} t LEFT JOIN telecom.load_batch b ON b.batch_id = t.batch_id
  WHERE b.batch_id IS NULL AND (t.batch_id IS NOT NULL OR t.call_id IS NOT NULL)`;

export const countForeignRows = `SELECT count(*) ${foreign}`;

export function selectForeignRows(most: number): string {
  return `SELECT t.raw_partition, t.raw_offset, t.batch_id ${foreign} ORDER BY 1, 2 LIMIT ${most}`;
}

export const countRepeatedCalls = `SELECT count(*) FROM
  (SELECT call_id FROM ${table} WHERE call_id IS NOT NULL GROUP BY call_id HAVING count(*) > 1) AS repeated`;

export function selectRepeatedCalls(most: number): string {
  return `SELECT call_id, raw_partition, raw_offset, batch_id FROM ${table} WHERE call_id IN
      (SELECT call_id FROM ${table} WHERE call_id IS NOT NULL GROUP BY call_id HAVING count(*) > 1 ORDER BY call_id LIMIT ${most})
    ORDER BY call_id, raw_partition, raw_offset`;
}

/**
 * Calls by id; $1 and $2 are the earliest and latest start of those whose ids were derived, the ids follow. Where the
 * source named the call, the row may have another start.
 */
export function selectCalls(count: number): string {
  const ids = Array.from({ length: count }, (_, n) => `$${n + 3}`).join(', ');
  return `SELECT call_id, fingerprint FROM ${table}
    WHERE call_id IN (${ids})
      AND (start_datetime BETWEEN $1::timestamp AND $2::timestamp OR call_id_from IS NOT NULL)`;
}

export function selectKnownBatches(count: number): string {
  const ids = Array.from({ length: count }, (_, n) => `$${n + 1}`).join(', ');
  return `SELECT batch_id FROM telecom.load_batch WHERE batch_id IN (${ids})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
