// SQL that PostgreSQL and Redshift both understand; each asks for a few rows.

export const selectLoadedThrough =
  'SELECT kafka_partition, next_offset FROM telecom.loaded_through WHERE topic = $1';

// As numbers: the columns have no zone, and a Date would be read in the host's.
export const selectLastLoad = `SELECT batch_id, rows_loaded, extract(epoch FROM committed_at) * 1000 AS at,
    extract(epoch FROM opened_at) * 1000 AS opened
  FROM telecom.load_batch ORDER BY committed_at DESC LIMIT 1`;

/** Rows loaded since a moment, by minute; $1 is UTC. */
export const selectLoadedByMinute = `SELECT extract(epoch FROM date_trunc('minute', committed_at)) AS minute,
    sum(rows_loaded) AS row_count
  FROM telecom.load_batch WHERE committed_at >= $1::timestamp GROUP BY 1 ORDER BY 1`;
