/** Environment variables by name. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What reading a setting gave: its value, or one sentence about what is wrong with it. */
export type Reading<T> = { value: T } | { problem: string };

/** One setting of a worker: where it comes from, what it is for, and how it is read. */
export interface Setting<T> {
  readonly name: string;
  /** As text; undefined when there is none. */
  readonly default: string | undefined;
  readonly help: string;
  /** The command-line flag that sets it too, without the dashes. */
  readonly flag: string | undefined;
  readonly required: boolean;
  read(env: Env): Reading<T>;
}

/** What every builder takes. Without a default the setting must be given. */
export interface SettingOptions<D = string> {
  default?: D;
  /** One sentence for `.env.example`. */
  help: string;
  flag?: string;
}

/** A parser's refusal: what the value must be; a value that may hold a secret is not shown. */
export interface Refusal {
  must: string;
  isSecret: boolean;
}

/** Ends a parser: `refuse('be a whole number')` becomes `X must be a whole number, was "ten"`. */
export function refuse(must: string, isSecret = false): Refusal {
  return { must, isSecret };
}

/** A setting read by a parser of its own; the parser returns the value or `refuse('be …')`. An empty variable counts as not set. */
export function custom<T>(
  name: string,
  options: SettingOptions & { parse: (text: string) => T | Refusal },
): Setting<T> {
  const { parse, default: fallback, help, flag } = options;
  return {
    name,
    default: fallback,
    help,
    flag,
    required: fallback === undefined,
    read(env) {
      const text = env[name] || fallback;
      if (text === undefined) return { problem: `${name} is missing` };
      const value = parse(text);
      if (!isRefusal(value)) return { value };
      const was = value.isSecret ? '' : `, was ${JSON.stringify(text)}`;
      return { problem: `${name} must ${value.must}${was}` };
    },
  };
}

/** The same setting, undefined when it is not given. */
export function optional<T>(setting: Setting<T>): Setting<T | undefined> {
  return otherwise<T | undefined>(setting, undefined);
}

/** The same setting, `value` when it is not given: for a default that has no one text; its help must tell. */
export function otherwise<T>(setting: Setting<T>, value: T): Setting<T> {
  return {
    ...setting,
    required: false,
    read: (env) => (isGiven(setting, env) ? setting.read(env) : { value }),
  };
}

/** The same setting, wrong when it is given without the other one or lacks where that is given. */
export function along<T>(other: Setting<unknown>, setting: Setting<T>): Setting<T> {
  return {
    ...setting,
    read(env) {
      if (isGiven(other, env) === isGiven(setting, env)) return setting.read(env);
      return { problem: `${other.name} and ${setting.name} belong together: set both, or neither` };
    },
  };
}

/** The same setting, wrong while it and the others do not all differ, given or by default; `must` says what they must. */
export function apart(
  others: readonly Setting<string>[],
  must: string,
  setting: Setting<string>,
): Setting<string> {
  const all = [...others, setting];
  const names = new Intl.ListFormat('en-GB').format(all.map(({ name }) => name));
  return {
    ...setting,
    read(env) {
      const readings = all.map((one) => one.read(env));
      const values = readings.flatMap((reading) => ('value' in reading ? [reading.value] : []));
      // What is wrong with one of them is told by itself.
      const someWrong = values.length < all.length;
      if (someWrong || new Set(values).size === all.length) return setting.read(env);
      const were = values.map((value) => JSON.stringify(value)).join(', ');
      return { problem: `${names} must ${must}, were ${were}` };
    },
  };
}

/** The same setting, wrong when it is given beside one of the others. */
export function either<T>(others: readonly Setting<unknown>[], setting: Setting<T>): Setting<T> {
  return {
    ...setting,
    read(env) {
      const other = others.find((one) => isGiven(one, env));
      if (other === undefined || !isGiven(setting, env)) return setting.read(env);
      return { problem: `${other.name} and ${setting.name} are both set: keep one` };
    },
  };
}

/** What must hold of the other variables, and words for when it does not. */
export interface Condition {
  holds: (env: Env) => boolean;
  must: string;
}

/** The same setting, wrong when it is given though the condition does not hold. */
export function onlyWhen<T>({ holds, must }: Condition, setting: Setting<T>): Setting<T> {
  return {
    ...setting,
    read: (env) =>
      isGiven(setting, env) && !holds(env) ? { problem: `${setting.name} must ${must}` } : setting.read(env),
  };
}

/** The same setting, which may be left out while the condition does not hold. */
export function neededWhen<T>({ holds, must }: Condition, setting: Setting<T>): Setting<T | undefined> {
  const may = optional(setting);
  return {
    ...may,
    read: (env) =>
      holds(env) && !isGiven(setting, env)
        ? { problem: `${setting.name} is missing: it must ${must}` }
        : may.read(env),
  };
}

function isGiven({ name }: Setting<unknown>, env: Env): boolean {
  return Boolean(env[name] || env[`${name}_FILE`]);
}

function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'must' in value;
}
