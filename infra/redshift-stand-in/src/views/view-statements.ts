const version =
  'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.75379';

const ownUser = '(SELECT usesysid FROM pg_catalog.pg_user WHERE usename = current_user)';

/**
 * Tables of the stand-in's own, and Redshift's views of them in pg_catalog, where they are found whatever the search
 * path is. Names and types: the page of each view in the Database Developer Guide.
 */
export const viewStatements: readonly string[] = [
  'CREATE SCHEMA IF NOT EXISTS redshift_stand_in',
  'CREATE SEQUENCE IF NOT EXISTS redshift_stand_in.query_id START 1000',
  `CREATE TABLE IF NOT EXISTS redshift_stand_in.copy (
    query_id bigint PRIMARY KEY, user_id oid NOT NULL, transaction_id bigint NOT NULL, session_id integer NOT NULL,
    database_name text NOT NULL, status text NOT NULL, table_name text NOT NULL, table_id bigint NOT NULL,
    start_time timestamp NOT NULL, end_time timestamp NOT NULL, data_source text NOT NULL,
    loaded_rows bigint NOT NULL, loaded_bytes bigint NOT NULL, file_count integer NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS redshift_stand_in.copy_file (
    query_id bigint NOT NULL, file_name text NOT NULL, rows bigint NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS redshift_stand_in.copy_error (
    query_id bigint NOT NULL, file_name text NOT NULL, line_number bigint NOT NULL, column_name text NOT NULL,
    column_type text NOT NULL, column_length text NOT NULL, error_code integer NOT NULL, message text NOT NULL)`,
  `CREATE OR REPLACE FUNCTION redshift_stand_in.version() RETURNS text LANGUAGE sql IMMUTABLE
    AS $$ SELECT '${version}'::text $$`,
  `CREATE OR REPLACE FUNCTION pg_catalog.getdate() RETURNS timestamp LANGUAGE sql STABLE
    AS $$ SELECT date_trunc('second', now() AT TIME ZONE 'UTC') $$`,
  lastCopy('pg_last_copy_id', 'integer', 'last_copy_id', -1),
  lastCopy('pg_last_copy_count', 'bigint', 'last_copy_count', 0),
  `CREATE OR REPLACE VIEW pg_catalog.sys_load_history AS
    SELECT user_id::bigint::integer AS user_id, query_id, transaction_id, session_id, database_name, status,
      table_name, start_time, end_time, (extract(epoch FROM end_time - start_time) * 1000000)::bigint AS duration,
      data_source, 'parquet'::text AS file_format, loaded_rows, loaded_bytes, file_count AS source_file_count,
      loaded_bytes AS source_file_bytes, file_count AS file_count_scanned, loaded_bytes AS file_bytes_scanned,
      (SELECT count(*) FROM redshift_stand_in.copy_error e WHERE e.query_id = c.query_id) AS error_count,
      0::bigint AS copy_job_id
    FROM redshift_stand_in.copy c WHERE user_id = ${ownUser}`,
  `CREATE OR REPLACE VIEW pg_catalog.sys_load_error_detail AS
    SELECT user_id::bigint::integer AS user_id, query_id, transaction_id, session_id,
      database_name::character(64) AS database_name, table_id::integer AS table_id, start_time,
      file_name::character(256) AS file_name, line_number, column_name::character(127) AS column_name,
      column_type::character(10) AS column_type, column_length::character(10) AS column_length,
      0 AS position, error_code, message::character(512) AS error_message
    FROM redshift_stand_in.copy JOIN redshift_stand_in.copy_error USING (query_id) WHERE user_id = ${ownUser}`,
  `CREATE OR REPLACE VIEW pg_catalog.stl_load_errors AS
    SELECT user_id::bigint::integer AS userid, 0 AS slice, table_id::integer AS tbl, start_time AS starttime,
      session_id AS session, query_id::integer AS query, file_name::character(256) AS filename, line_number,
      column_name::character(127) AS colname, column_type::character(10) AS type,
      column_length::character(10) AS col_length, 0 AS position, ''::character(1024) AS raw_line,
      ''::character(1024) AS raw_field_value, error_code AS err_code, message::character(100) AS err_reason,
      0 AS is_partial, 0::bigint AS start_offset, 0::bigint AS copy_job_id
    FROM redshift_stand_in.copy JOIN redshift_stand_in.copy_error USING (query_id) WHERE user_id = ${ownUser}`,
  `CREATE OR REPLACE VIEW pg_catalog.svl_s3log AS
    SELECT session_id AS pid, query_id::integer AS query, 0 AS segment, 0 AS step, 0 AS node, 0 AS slice,
      end_time AS eventtime, message::character(1024) AS message
    FROM redshift_stand_in.copy JOIN redshift_stand_in.copy_error USING (query_id) WHERE user_id = ${ownUser}`,
  `CREATE OR REPLACE VIEW pg_catalog.stl_load_commits AS
    SELECT user_id::bigint::integer AS userid, query_id::integer AS query, 0 AS slice, ''::character(256) AS name,
      file_name::character(256) AS filename, 0 AS byte_offset, rows::integer AS lines_scanned, 0 AS errors,
      end_time AS curtime, 1 AS status, 'Parquet'::character(16) AS file_format, 0 AS is_partial,
      0::bigint AS start_offset, 0::bigint AS copy_job_id
    FROM redshift_stand_in.copy JOIN redshift_stand_in.copy_file USING (query_id) WHERE user_id = ${ownUser}`,
  `CREATE OR REPLACE VIEW pg_catalog.svv_user_info AS
    SELECT rolname::text AS user_name, oid::bigint::integer AS user_id, rolcreatedb AS createdb, rolsuper AS superuser,
      false AS catalog_update, CASE WHEN rolconnlimit < 0 THEN 'UNLIMITED' ELSE rolconnlimit::text END AS connection_limit,
      'RESTRICTED'::text AS syslog_access, NULL::timestamp AS last_ddl_timestamp,
      coalesce((SELECT substring(setting FROM '=(.*)')::integer
        FROM pg_catalog.pg_db_role_setting, unnest(setconfig) AS setting
        WHERE setrole = r.oid AND setdatabase = 0 AND setting LIKE 'redshift_stand_in.session_timeout=%'), 0)
        AS session_timeout,
      NULL::text AS external_user_id
    FROM pg_catalog.pg_roles r WHERE rolcanlogin AND rolname = current_user`,
  `CREATE OR REPLACE VIEW pg_catalog.svv_transactions AS
    SELECT a.usename::text AS txn_owner, a.datname::text AS txn_db, a.pid::bigint AS xid, a.pid,
      (a.xact_start AT TIME ZONE 'UTC')::timestamp AS txn_start, l.mode AS lock_mode,
      l.locktype AS lockable_object_type, l.relation::bigint::integer AS relation, l.granted
    FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
    WHERE a.xact_start IS NOT NULL AND a.usename = current_user`,
  ...[
    'sys_load_history',
    'sys_load_error_detail',
    'stl_load_errors',
    'svl_s3log',
    'stl_load_commits',
    'svv_transactions',
    'svv_user_info',
  ].map((view) => `GRANT SELECT ON pg_catalog.${view} TO PUBLIC`),
];

// What the session's last COPY was is told by its connection right before it is asked for.
function lastCopy(name: string, type: string, setting: string, without: number): string {
  return `CREATE OR REPLACE FUNCTION pg_catalog.${name}() RETURNS ${type} LANGUAGE sql STABLE
    AS $$ SELECT coalesce(nullif(current_setting('redshift_stand_in.${setting}', true), ''), '${without}')::${type} $$`;
}
