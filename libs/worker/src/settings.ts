import { readFileSync } from 'node:fs';
import { readAddress } from './address.ts';
import { custom, refuse, type Reading, type Setting, type SettingOptions } from './setting.ts';

/** Any text. */
export function text(name: string, options: SettingOptions): Setting<string> {
  return custom(name, { ...options, parse: (given) => given });
}

/** A topic, by a name that Kafka takes. */
export function topicName(name: string, options: SettingOptions): Setting<string> {
  function parse(given: string) {
    const isOne = /^[a-zA-Z0-9._-]{1,249}$/.test(given) && given !== '.' && given !== '..';
    return isOne
      ? given
      : refuse('be 1 to 249 of a-z, A-Z, 0-9, ".", "_" and "-", and not "." or ".." alone');
  }
  return custom(name, { ...options, parse });
}

/** Addresses between commas, `host:port`, at least one; blanks around them are dropped. */
export function addresses(name: string, options: SettingOptions): Setting<string[]> {
  function parse(given: string) {
    const items = given
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    const areAddresses = items.length > 0 && items.every((item) => readAddress(item) !== null);
    return areAddresses ? items : refuse('be host:port with commas between them');
  }
  return custom(name, { ...options, parse });
}

/** A URL of a web server, `http` or `https`; one that may hold a password is never shown. */
export function webUrl(name: string, options: SettingOptions): Setting<string> {
  function parse(given: string) {
    const isOne = isUrl(given, ['http:', 'https:']);
    return isOne ? given : refuse('be a URL such as https://host:port', given.includes('@'));
  }
  return custom(name, { ...options, parse });
}

/** A URL of a PostgreSQL or a Redshift; as it may hold a password, it is never shown. */
export function databaseUrl(name: string, options: SettingOptions): Setting<string> {
  function parse(given: string) {
    const isOne = isUrl(given, ['postgres:', 'postgresql:', 'redshift:']);
    return isOne ? given : refuse('look like postgres://user@host:5439/database, or redshift://…', true);
  }
  return custom(name, { ...options, parse });
}

/** A bucket, by a name that S3 takes. */
export function bucketName(name: string, options: SettingOptions): Setting<string> {
  function parse(given: string) {
    const isOne = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(given);
    return isOne
      ? given
      : refuse('be 3 to 63 of a-z, 0-9, "." and "-", with a letter or number at both ends');
  }
  return custom(name, { ...options, parse });
}

/** A name that AWS gives to a cluster, a workgroup and the like: letters, digits and hyphens. */
export function awsName(name: string, options: SettingOptions): Setting<string> {
  function parse(given: string) {
    return /^[a-zA-Z0-9-]{1,64}$/.test(given) ? given : refuse('be letters, digits and "-"');
  }
  return custom(name, { ...options, parse });
}

/** An IAM role by its ARN, several with commas where one assumes the next, or `default` for the one of the cluster. */
export function iamRole(name: string, options: SettingOptions): Setting<string> {
  function parse(given: string) {
    const isOne = given === 'default' || given.split(',').every((arn) => roleArn.test(arn));
    return isOne ? given : refuse('be "default" or the ARN of a role, arn:aws:iam::123456789012:role/name');
  }
  return custom(name, { ...options, parse });
}

// It goes into a statement: nothing but what IAM takes for a path and a name.
const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=.@/-]{1,512}$/;

function isUrl(given: string, protocols: readonly string[]): boolean {
  const url = URL.parse(given);
  return url !== null && protocols.includes(url.protocol) && url.hostname !== '';
}

/** A whole number from `min` to `max`. */
export function wholeNumber(
  name: string,
  options: SettingOptions<number> & { min?: number; max?: number },
): Setting<number> {
  const { min = 0, max = Number.MAX_SAFE_INTEGER, ...rest } = options;
  function parse(given: string) {
    if (!/^-?\d{1,16}$/.test(given)) return refuse('be a whole number');
    const number = Number(given);
    if (number < min || number > max) return refuse(`be ${range(min, max)}`);
    return number;
  }
  return custom(name, { ...asText(rest), parse });
}

/** A share from 0 to 1. */
export function share(name: string, options: SettingOptions<number>): Setting<number> {
  function parse(given: string) {
    const number = /^\d*\.?\d+$/.test(given) ? Number(given) : NaN;
    return number >= 0 && number <= 1 ? number : refuse('be a share from 0 to 1, for example 0.01');
  }
  return custom(name, { ...asText(options), parse });
}

/** One of the given words. */
export function choice<const C extends string>(
  name: string,
  options: SettingOptions<NoInfer<C>> & { choices: readonly C[] },
): Setting<C> {
  const { choices, ...rest } = options;
  function parse(given: string) {
    return choices.find((word) => word === given) ?? refuse(`be one of ${choices.join(', ')}`);
  }
  return custom(name, { ...rest, parse });
}

/** A time zone by its IANA name, for example `UTC` or `America/New_York`. */
export function timeZone(name: string, options: SettingOptions): Setting<string> {
  function parse(given: string) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: given });
      return given;
    } catch {
      return refuse('be the IANA name of a time zone, for example America/New_York');
    }
  }
  return custom(name, { ...options, parse });
}

/** A secret from `NAME`, or from the file that `NAME_FILE` names (one newline at its end is dropped); its value is never shown. */
export function secret(name: string, options: SettingOptions): Setting<string> {
  const fileName = `${name}_FILE`;
  return {
    ...text(name, options),
    read(env) {
      const given = env[name];
      const file = env[fileName];
      if (given && file) return { problem: `${name} and ${fileName} are both set: keep one` };
      if (file) return readSecret(fileName, file);
      const value = given || options.default;
      return value === undefined ? { problem: `${name} (or ${fileName}) is missing` } : { value };
    },
  };
}

function readSecret(fileName: string, file: string): Reading<string> {
  try {
    const value = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    return value === '' ? { problem: `${fileName} names an empty file, ${file}` } : { value };
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return { problem: `${fileName} names a file that cannot be read (${code}), ${file}` };
  }
}

function range(min: number, max: number): string {
  return max === Number.MAX_SAFE_INTEGER
    ? `at least ${String(min)}`
    : `from ${String(min)} to ${String(max)}`;
}

function asText({ default: fallback, ...rest }: SettingOptions<number>): SettingOptions {
  return fallback === undefined ? rest : { ...rest, default: String(fallback) };
}
