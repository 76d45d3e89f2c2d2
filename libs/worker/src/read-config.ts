import { readFlags } from './flags.ts';
import type { Env, Setting } from './setting.ts';

export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The values of a table of settings, by the table's own keys. */
export type ConfigOf<S extends Settings> = {
  [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

/** All that is wrong with the settings, in one message; never the value of a secret. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads every setting of the table from the environment; command-line flags win over it.
 * @throws ConfigError naming all problems at once.
 */
export function readConfig<S extends Settings>(
  env: Env,
  settings: S,
  args: readonly string[] = [],
): ConfigOf<S> {
  const flags = readFlags(args, settings);
  const problems = [...flags.problems];
  const config: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(settings)) {
    const reading = setting.read({ ...env, ...flags.env });
    if ('problem' in reading) problems.push(reading.problem);
    else config[key] = reading.value;
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return config as ConfigOf<S>;
}

/** What documentation needs of each setting, in table order. */
export function describeSettings(settings: Settings) {
  return Object.values(settings).map(({ name, default: fallback, help, flag, required }) => ({
    name,
    default: fallback,
    help,
    flag,
    required,
  }));
}
