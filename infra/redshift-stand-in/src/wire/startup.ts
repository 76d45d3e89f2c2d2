import type { RedshiftError } from '../redshift-error.ts';
import { keptName, settingKind, unknownSetting } from '../sql/settings.ts';

/** Settings for the PostgreSQL session, or why the client may not sign in. */
export type Startup = { settings: Record<string, string> } | { error: RedshiftError };

// What Redshift's own drivers tell of themselves.
const ofDrivers = new Set([
  'client_protocol_version',
  'driver_version',
  'os_version',
  'plugin_name',
  'idp_type',
]);

const isolations = { snapshot: 'repeatable read', serializable: 'serializable' };

/** Judges what a client asks for at start-up, `options` included. */
export function judgeStartup(
  parameters: Record<string, string>,
  isolation: keyof typeof isolations,
): Startup {
  const { options = '', ...rest } = parameters;
  const flags = readFlags(options);
  if (flags === null) {
    return { error: { code: '42601', message: 'invalid command-line arguments for server process' } };
  }
  const settings: Record<string, string> = {
    default_transaction_isolation: isolations[isolation],
    // Redshift is of PostgreSQL 8.0: a backslash escapes in every literal.
    standard_conforming_strings: 'off',
    escape_string_warning: 'off',
    TimeZone: 'UTC',
    // Who waits for a lock and is gone must not get it.
    client_connection_check_interval: '500',
  };
  for (const [name, value] of Object.entries({ ...flags, ...rest })) {
    const lower = name.toLowerCase();
    if (ofDrivers.has(lower)) continue;
    const kind = settingKind(lower);
    if (kind === null) return { error: unknownSetting(name) };
    if (lower === 'timezone') settings['TimeZone'] = value;
    else settings[kind === 'kept' ? keptName(lower) : lower] = value;
  }
  return { settings };
}

// -c name=value or --name=value, blanks escaped by a backslash; null for anything else.
function readFlags(options: string): Record<string, string> | null {
  const words = [...options.matchAll(/(?:\\[^]|[^\s\\])+/g)].map(([word]) =>
    word.replaceAll(/\\([^])/g, '$1'),
  );
  const flags: Record<string, string> = {};
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] === '-c' ? words[(at += 1)] : words[at]!.replace(/^(?:-c|--)/, '');
    const found = /^([\w-]+)=(.*)$/s.exec(word ?? '');
    if (!found) return null;
    flags[found[1]!.replaceAll('-', '_')] = found[2]!;
  }
  return flags;
}
