import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

/** What `npm run chaos -- …` asks for. */
export interface ChaosOptions {
  /** At least so many are published; more while faults are still to be done. */
  records: number;
  /** The records are published over so many seconds; faults that take longer make it longer. */
  seconds: number;
  kills: number;
  seed: number;
  json: boolean;
}

export const usage = `npm run chaos -- [options]
  --records N      records to publish (default: 300000)
  --seconds S      time over which they are published (default: 150)
  --kills K        workers killed in the middle of their work; other faults follow from it (default: 50)
  --seed N         decides the records and the faults; told when not given
  --json           the last line of stdout is one JSON object with all figures
`;

const flags = {
  records: { type: 'string', default: '300000' },
  seconds: { type: 'string', default: '150' },
  kills: { type: 'string', default: '50' },
  seed: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const most = { records: 100_000_000, seconds: 86_400, kills: 10_000 };

/** Reads the command line; `problem` says in one sentence what is wrong with it. */
export function readOptions(
  args: string[],
  newSeed = () => randomInt(1_000_000),
): ChaosOptions | { problem: string } | { help: true } {
  let values;
  try {
    ({ values } = parseArgs({ args, options: flags, strict: true }));
  } catch (error) {
    return { problem: (error as Error).message };
  }
  if (values.help) return { help: true };
  for (const name of ['records', 'seconds', 'kills'] as const) {
    const given = values[name];
    if (!/^[1-9]\d*$/.test(given) || Number(given) > most[name])
      return { problem: `--${name} must be a whole number from 1 to ${most[name]}` };
  }
  if (values.seed !== undefined && !/^\d{1,9}$/.test(values.seed))
    return { problem: '--seed must be a whole number of at most nine digits' };
  return {
    records: Number(values.records),
    seconds: Number(values.seconds),
    kills: Number(values.kills),
    seed: values.seed === undefined ? newSeed() : Number(values.seed),
    json: values.json,
  };
}
