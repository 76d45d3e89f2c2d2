// SQL that PostgreSQL and Redshift both understand. Times as numbers: the columns have no zone, and a Date would be read in
// the host's. As text where they are given back: a number has no place for microseconds, and Redshift's may be whole seconds.

const batch = `batch_id, cut_reason, rows_staged, rows_loaded, rows_already_loaded, rows_conflict, rows_unloadable, files, bytes,
  extract(epoch FROM opened_at) * 1000 AS opened, extract(epoch FROM staged_at) * 1000 AS staged,
  extract(epoch FROM committed_at) * 1000 AS committed, committed_at::varchar AS committed_text`;

/** A page of batches, the newest first; $1 is the time to go on behind, UTC, and $2 the batch of that time. */
export function selectBatches(most: number): string {
  return `SELECT ${batch} FROM telecom.load_batch
    WHERE committed_at < $1::timestamp OR (committed_at = $1::timestamp AND batch_id < $2)
    ORDER BY committed_at DESC, batch_id DESC LIMIT ${most}`;
}

export const selectBatch = `SELECT ${batch}, app_version, manifest, min_start::varchar AS first_start, max_start::varchar AS last_start
  FROM telecom.load_batch WHERE batch_id = $1`;

export const selectRanges = `SELECT topic, kafka_partition, first_offset, next_offset, row_count, first_raw_offset, last_raw_offset
  FROM telecom.load_range WHERE batch_id = $1 ORDER BY kafka_partition, first_offset`;

/** Why batches were cut since $1, UTC. */
export const selectCuts = `SELECT cut_reason, count(*) AS batches, sum(rows_staged) AS row_count
  FROM telecom.load_batch WHERE committed_at >= $1::timestamp GROUP BY cut_reason ORDER BY 2 DESC`;
