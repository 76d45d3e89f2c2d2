import { byRole } from '@cdr/warehouse';
import { createStaging, stagingColumns } from '../statements.ts';

// SQL that Redshift alone understands.

/** Each row lies where the table's row of its call lies, so that the comparison moves nothing between nodes. */
export const createRedshiftStaging = `${createStaging} DISTKEY(call_id) SORTKEY(start_datetime)`;

/** What COPY is told of a batch. */
export interface CopySource {
  /** `s3://bucket/key` of the manifest. */
  manifestUrl: string;
  /** An ARN, several with commas where one assumes the next, or `default`. */
  role: string;
}

// S3's rules for names of buckets; keys are the loader's own.
const manifestUrls = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[\w=./-]+$/;

/**
 * Redshift's COPY of a batch into its staging table. COPY takes no parameters, so what goes into its text is held to the
 * characters that such names have. A list of columns, so that files are loaded into these and no others; no statistics, as the
 * table lives for one load. Source: "COPY from columnar data formats".
 * @throws when a name has other characters
 */
export function copyStatement({ manifestUrl, role }: CopySource): string {
  if (!manifestUrls.test(manifestUrl))
    throw new Error(`${manifestUrl} is no place that COPY can be given: correct S3_BUCKET`);
  return `COPY staging (${stagingColumns}) FROM '${manifestUrl}' ${byRole(role)} FORMAT AS PARQUET MANIFEST STATUPDATE OFF`;
}

/** How many rows the session's last COPY brought. */
export const selectCopyCount = 'SELECT pg_last_copy_count() AS copied';

// The last refusals of this session, from the newest view to the oldest. A value itself is never asked for, only how long
// it is.

export const selectLoadErrors = `SELECT file_name, column_name, column_type, column_length, error_code, error_message
  FROM sys_load_error_detail WHERE session_id = pg_backend_pid() ORDER BY start_time DESC LIMIT 10`;

export const selectOldLoadErrors = `SELECT filename, colname, type, col_length, err_code, err_reason,
    octet_length(trim(raw_field_value)) AS value_bytes
  FROM stl_load_errors WHERE session = pg_backend_pid() ORDER BY starttime DESC LIMIT 10`;

export const selectSpectrumLog =
  'SELECT message FROM svl_s3log WHERE pid = pg_backend_pid() ORDER BY eventtime DESC LIMIT 10';

/** Sessions that have held the gate for more than $1 seconds; a user sees its own. */
export const selectGateHolders = `SELECT t.pid FROM svv_transactions t
  JOIN pg_class c ON c."oid" = t.relation JOIN pg_namespace n ON n."oid" = c.relnamespace
  WHERE t.txn_db = current_database() AND n.nspname = 'telecom' AND c.relname = 'load_gate' AND t.granted AND t.lock_mode = 'AccessExclusiveLock'
    AND extract(epoch FROM getdate()) - extract(epoch FROM t.txn_start) > $1`;

export const endSession = 'SELECT pg_terminate_backend($1)';
