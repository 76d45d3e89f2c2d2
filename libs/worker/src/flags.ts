import type { Env, Setting } from './setting.ts';

/** Settings given on the command line, as if they were environment variables; every problem with them. */
export interface Flags {
  env: Env;
  problems: string[];
}

/** Reads `--flag value` and `--flag=value` for the settings that have a flag. */
export function readFlags(
  args: readonly string[],
  settings: Readonly<Record<string, Setting<unknown>>>,
): Flags {
  const nameOf = new Map(Object.values(settings).map(({ flag, name }) => [flag && `--${flag}`, name]));
  const env: Record<string, string> = {};
  const problems: string[] = [];
  const rest = [...args];

  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [flag = '', inline] = splitOnce(arg);
    const name = flag.startsWith('--') ? nameOf.get(flag) : undefined;
    if (name === undefined) {
      problems.push(`${flag} is not known${listOfFlags(nameOf)}`);
      // The value of an unknown flag is not a second problem.
      if (inline === undefined && rest[0]?.startsWith('--') === false) rest.shift();
      continue;
    }
    const value = inline ?? (rest[0]?.startsWith('--') ? undefined : rest.shift());
    if (!value) problems.push(`${flag} needs a value`);
    else env[name] = value;
  }
  return { env, problems };
}

function splitOnce(arg: string): [string, string | undefined] {
  const equals = arg.indexOf('=');
  return equals < 0 ? [arg, undefined] : [arg.slice(0, equals), arg.slice(equals + 1)];
}

function listOfFlags(nameOf: ReadonlyMap<string | undefined, string>): string {
  const flags = [...nameOf.keys()].filter(Boolean);
  return flags.length > 0 ? ` (known: ${flags.join(' ')})` : ', only environment variables are';
}
