import { randomInt } from 'node:crypto';
import {
  type CommandLine,
  readCommandLine,
  readWarehouseName,
  type WarehouseName,
  wrongWarehouse,
} from '@cdr/local';

/** What `npm run chaos -- …` asks for. */
export interface ChaosOptions {
  /** At least so many are published; more while faults are still to be done. */
  records: number;
  /** The records are published over so many seconds; faults that take longer make it longer. */
  seconds: number;
  kills: number;
  seed: number;
  warehouse: WarehouseName;
  json: boolean;
}

export const usage = `npm run chaos -- [options]
  --records N      records to publish (default: 300000)
  --seconds S      time over which they are published (default: 150)
  --kills K        workers killed in the middle of their work; other faults follow from it (default: 50)
  --seed N         decides the records and the faults; told when not given
  --warehouse W    postgres (default), or redshift-stand-in: refuses what Amazon Redshift refuses
  --json           the last line of stdout is one JSON object with all figures
`;

const flags = {
  records: { type: 'string', default: '300000' },
  seconds: { type: 'string', default: '150' },
  kills: { type: 'string', default: '50' },
  seed: { type: 'string' },
  warehouse: { type: 'string', default: 'postgres' },
  json: { type: 'boolean', default: false },
} as const;

const most = { records: 100_000_000, seconds: 86_400, kills: 10_000 };

/** Reads the command line; `problem` says in one sentence what is wrong with it. */
export function readOptions(args: string[], newSeed = () => randomInt(1_000_000)): CommandLine<ChaosOptions> {
  return readCommandLine(args, flags, ({ seed, json, warehouse: name, ...numbers }) => {
    const warehouse = readWarehouseName(name);
    if (warehouse === null) return { problem: wrongWarehouse(name) };
    for (const name of ['records', 'seconds', 'kills'] as const) {
      const given = numbers[name];
      if (!/^[1-9]\d*$/.test(given) || Number(given) > most[name])
        return { problem: `--${name} must be a whole number from 1 to ${most[name]}` };
    }
    if (seed !== undefined && !/^\d{1,9}$/.test(seed))
      return { problem: '--seed must be a whole number of at most nine digits' };
    return {
      records: Number(numbers.records),
      seconds: Number(numbers.seconds),
      kills: Number(numbers.kills),
      seed: seed === undefined ? newSeed() : Number(seed),
      warehouse,
      json,
    };
  });
}
