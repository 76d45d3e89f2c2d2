import { parseArgs } from 'node:util';

/** What `npm start -- …` asks for. */
export interface StartOptions {
  input: string | undefined;
  count: string | undefined;
  rate: string | undefined;
  untilLoaded: boolean;
  json: boolean;
  keep: boolean;
  fresh: boolean;
}

export const usage = `npm start -- [options]
  --input FILE     publish the lines of a JSON-lines file instead of made-up calls
  --count N        publish N records, then no more
  --rate R|max     records a second (default: 20; with --input: max)
  --until-loaded   stop when every record is loaded or dead-lettered, and print the reconciliation
  --keep           with --until-loaded: hold the parts up afterwards, until Ctrl-C
  --json           make the last line of stdout one JSON object of the reconciliation
  --fresh          empty .local/ (topics, bucket, tables) first
`;

const flags = {
  input: { type: 'string' },
  count: { type: 'string' },
  rate: { type: 'string' },
  'until-loaded': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  fresh: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Reads the command line; `problem` says in one sentence what is wrong with it. */
export function readOptions(args: string[]): StartOptions | { problem: string } | { help: true } {
  let values;
  try {
    ({ values } = parseArgs({ args, options: flags, strict: true }));
  } catch (error) {
    return { problem: (error as Error).message };
  }
  const { input, count, rate, json, keep, fresh, help, 'until-loaded': untilLoaded } = values;
  if (help) return { help: true };
  const problem =
    (count !== undefined && !/^[1-9]\d{0,11}$/.test(count) && '--count must be a whole number above 0') ||
    (rate !== undefined &&
      rate !== 'max' &&
      !(Number(rate) > 0) &&
      '--rate must be records a second above 0, or max') ||
    (untilLoaded &&
      input === undefined &&
      count === undefined &&
      '--until-loaded needs an end: give --input or --count') ||
    ((json || keep) && !untilLoaded && '--json and --keep go with --until-loaded');
  return problem ? { problem } : { input, count, rate, untilLoaded, json, keep, fresh };
}
