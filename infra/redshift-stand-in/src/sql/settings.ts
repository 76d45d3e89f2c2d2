import type { RedshiftError } from '../redshift-error.ts';

/** What the stand-in does with a setting: PostgreSQL's own, or kept apart for Redshift alone. */
export type SettingKind = 'postgres' | 'kept';

// Source: "Configuration reference" of the Amazon Redshift Database Developer Guide, and what its drivers send
// (client_encoding, application_name, extra_float_digits, client_min_messages). `seed` and the rest of PostgreSQL's
// are not in it.
const settings: Record<string, SettingKind> = {
  application_name: 'postgres',
  client_encoding: 'postgres',
  client_min_messages: 'postgres',
  datestyle: 'postgres',
  extra_float_digits: 'postgres',
  search_path: 'postgres',
  statement_timeout: 'postgres',
  timezone: 'postgres',
  analyze_threshold_percent: 'kept',
  cast_super_null_on_error: 'kept',
  describe_field_name_in_uppercase: 'kept',
  downcase_delimited_identifier: 'kept',
  enable_case_sensitive_super_attribute: 'kept',
  enable_numeric_rounding: 'kept',
  enable_result_cache_for_session: 'kept',
  enable_vacuum_boost: 'kept',
  error_on_nondeterministic_update: 'kept',
  interval_forbid_composite_literals: 'kept',
  json_serialization_enable: 'kept',
  json_serialization_parse_nested_strings: 'kept',
  max_concurrency_scaling_clusters: 'kept',
  max_cursor_result_set_size: 'kept',
  mv_enable_aqmv_for_session: 'kept',
  navigate_super_null_on_error: 'kept',
  parse_super_null_on_error: 'kept',
  query_group: 'kept',
  spectrum_query_maxerror: 'kept',
  stored_proc_log_min_messages: 'kept',
  use_fips_ssl: 'kept',
  wlm_query_slot_count: 'kept',
};

/** What to do with a setting; null for one that Redshift does not know. */
export function settingKind(name: string): SettingKind | null {
  return Object.hasOwn(settings, name) ? settings[name]! : null;
}

/** The name PostgreSQL keeps a setting under that it does not have itself. */
export function keptName(name: string): string {
  return `redshift_stand_in.${name}`;
}

export function unknownSetting(name: string): RedshiftError {
  return { code: '42704', message: `unrecognized configuration parameter "${name}"` };
}
