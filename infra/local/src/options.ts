import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readWarehouseName, type WarehouseName, wrongWarehouse } from './local-warehouse.ts';
import { readCommandLine } from './read-command-line.ts';
import type { CommandLine } from './run-command.ts';

/** What `npm start -- …` asks for. */
export interface StartOptions {
  /** Absolute path. */
  input: string | undefined;
  count: string | undefined;
  rate: string | undefined;
  untilLoaded: boolean;
  json: boolean;
  keep: boolean;
  fresh: boolean;
  warehouse: WarehouseName;
}

export const usage = `npm start -- [options]
  --input FILE     publish the lines of a JSON-lines file instead of made-up calls
  --count N        publish N records, then no more
  --rate R|max     records a second (default: 20; with --input: max)
  --until-loaded   stop when every record is loaded or dead-lettered, and print the reconciliation
  --keep           with --until-loaded: hold the parts up afterwards, until Ctrl-C
  --json           with --until-loaded: the last line of stdout is one JSON object of the reconciliation
  --warehouse W    postgres (default), or redshift-stand-in: refuses what Amazon Redshift refuses
  --fresh          empty .local/ (topics, bucket, schemas, tables) first
`;

const flags = {
  input: { type: 'string' },
  count: { type: 'string' },
  rate: { type: 'string' },
  'until-loaded': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  fresh: { type: 'boolean', default: false },
  warehouse: { type: 'string', default: 'postgres' },
} as const;

/** Reads the command line, typed in `folder`; `problem` says in one sentence what is wrong with it. */
export function readOptions(args: string[], folder: string): CommandLine<StartOptions> {
  return readCommandLine(
    args,
    flags,
    ({ 'until-loaded': untilLoaded, input: file, count, rate, json, keep, fresh, warehouse: name }) => {
      const input = file === undefined ? undefined : resolve(folder, file);
      const warehouse = readWarehouseName(name);
      if (warehouse === null) return { problem: wrongWarehouse(name) };
      const options = { input, count, rate, untilLoaded, json, keep, fresh, warehouse };
      const broken = demands.find(({ holds }) => !holds(options));
      return broken ? { problem: say(broken, options) } : options;
    },
    advice,
  );
}

// Node's own sentences come without a full stop.
const advice: Record<string, string> = {
  // npm keeps options for itself unless they come behind `--`.
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: '. Did you forget the -- in "npm start -- --input FILE"?',
  ERR_PARSE_ARGS_UNKNOWN_OPTION: '. What else can be set are variables: see .env.example.',
};

interface Demand {
  demand: string;
  holds: (options: StartOptions) => boolean;
  /** The value that does not meet it. */
  was?: (options: StartOptions) => string | undefined;
}

function say({ demand, was }: Demand, options: StartOptions): string {
  return was === undefined ? demand : `${demand}, was ${JSON.stringify(was(options))}`;
}

const demands: Demand[] = [
  {
    demand: '--count must be a whole number above 0',
    holds: ({ count }) => count === undefined || /^[1-9]\d{0,11}$/.test(count),
    was: ({ count }) => count,
  },
  {
    demand: '--rate must be records a second above 0, or max',
    holds: ({ rate }) =>
      rate === undefined || rate === 'max' || (/^\d*\.?\d+$/.test(rate) && Number(rate) > 0),
    was: ({ rate }) => rate,
  },
  {
    demand: '--until-loaded needs an end: give --input or --count',
    holds: (options) => !options.untilLoaded || hasEnd(options),
  },
  {
    demand: '--json and --keep go with --until-loaded',
    holds: ({ json, keep, untilLoaded }) => untilLoaded || (!json && !keep),
  },
  {
    demand: '--input must name a file that can be read',
    holds: ({ input }) => input === undefined || isReadableFile(input),
    was: ({ input }) => input,
  },
];

/** Whether the generator comes to an end by itself. */
export function hasEnd({ input, count }: StartOptions): boolean {
  return input !== undefined || count !== undefined;
}

function isReadableFile(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return !statSync(path).isDirectory();
  } catch {
    return false;
  }
}
