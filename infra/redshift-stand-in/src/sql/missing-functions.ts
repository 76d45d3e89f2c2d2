/**
 * Functions of PostgreSQL that Redshift does not have. Source: "Unsupported PostgreSQL functions", and for those newer
 * than PostgreSQL 8.0, that they stand nowhere in "SQL functions reference".
 */
export const missingFunctions: ReadonlySet<string> = new Set([
  // Advisory locks (also mattes/migrate issue 208).
  ...['pg_advisory_lock', 'pg_advisory_lock_shared', 'pg_advisory_unlock', 'pg_advisory_unlock_all'],
  ...['pg_advisory_unlock_shared', 'pg_advisory_xact_lock', 'pg_advisory_xact_lock_shared'],
  ...['pg_try_advisory_lock', 'pg_try_advisory_lock_shared', 'pg_try_advisory_xact_lock'],
  'pg_try_advisory_xact_lock_shared',
  // Aggregates.
  ...['array_agg', 'string_agg', 'every', 'xmlagg', 'corr', 'covar_pop', 'covar_samp', 'mode'],
  ...['regr_avgx', 'regr_avgy', 'regr_count', 'regr_intercept', 'regr_r2', 'regr_slope'],
  ...['regr_sxx', 'regr_sxy', 'regr_syy', 'json_agg', 'jsonb_agg', 'json_object_agg', 'jsonb_object_agg'],
  // Times.
  ...['clock_timestamp', 'statement_timestamp', 'transaction_timestamp', 'justify_days', 'justify_hours'],
  ...['justify_interval', 'pg_sleep', 'pg_sleep_for', 'pg_sleep_until', 'date_bin', 'make_date'],
  ...['make_interval', 'make_time', 'make_timestamp', 'make_timestamptz'],
  // Numbers and sets.
  ...['div', 'setseed', 'width_bucket', 'generate_subscripts', 'unnest', 'gcd', 'lcm', 'num_nonnulls'],
  // Text.
  ...['bit_length', 'overlay', 'convert_from', 'convert_to', 'format', 'concat_ws'],
  ...['quote_nullable', 'regexp_matches', 'regexp_match', 'regexp_split_to_array', 'regexp_split_to_table'],
  ...['string_to_table', 'starts_with', 'normalize'],
  // JSON, UUID, enums, ranges, networks, XML.
  ...['to_json', 'to_jsonb', 'row_to_json', 'array_to_json', 'json_build_object', 'jsonb_build_object'],
  ...['json_build_array', 'jsonb_build_array', 'json_array_elements', 'jsonb_array_elements', 'jsonb_set'],
  ...['json_each', 'jsonb_each', 'json_populate_record', 'gen_random_uuid', 'uuidv4', 'uuidv7'],
  ...['enum_first', 'enum_last', 'enum_range', 'host', 'inet_client_addr', 'xmlelement', 'xmlforest'],
  // The server itself: notification, sequences, snapshots, transaction ids, backup, files.
  ...['pg_notify', 'nextval', 'currval', 'setval', 'lastval', 'pg_export_snapshot', 'txid_current'],
  ...['txid_current_snapshot', 'pg_current_xact_id', 'pg_current_snapshot', 'pg_switch_wal', 'pg_read_file'],
  ...[
    'pg_reload_conf',
    'pg_is_in_recovery',
    'pg_relation_size',
    'pg_total_relation_size',
    'pg_database_size',
  ],
  ...['to_regclass', 'to_regtype'],
]);

/**
 * Functions that run on the leader node only: an error in a statement that reads or writes a user's table. Source:
 * "SQL functions supported on the leader node", generate_series from "Unsupported PostgreSQL functions".
 */
export const leaderFunctions: ReadonlySet<string> = new Set([
  ...['current_schema', 'current_schemas', 'has_database_privilege', 'has_schema_privilege'],
  ...['has_table_privilege', 'age', 'isfinite', 'now', 'get_bit', 'get_byte'],
  ...['set_bit', 'set_byte', 'to_ascii', 'generate_series'],
]);

/** The same, without parentheses. */
export const leaderWords = ['current_time', 'current_timestamp', 'localtime', 'localtimestamp'];
