import { type CommandLine, readCommandLine } from '@cdr/local';
import { type ProfileName, profiles } from './profile.ts';

/** What `npm run simulate -- …` asks for. */
export interface SimulatorOptions {
  profiles: ProfileName[];
  /** Of each profile. */
  runs: number;
  /** Of the first run; the next ones count on. */
  seed: number;
  /** Goes on after a bad run: to the end, or until one shows this kind of fault. */
  all: boolean;
  until: string | null;
  /** Shows what happened in the first bad run, step by step. */
  trace: boolean;
}

const names = Object.keys(profiles) as ProfileName[];

export const usage = `npm run simulate -- [options]
  --profile P   only these runs: ${names.join(', ')} (default: all)
  --runs N      how many of each (default: 1000)
  --seed N      of the first one (default: 1)
  --all         go on after a bad run
  --until KIND  go on until one shows this kind of fault
  --trace       show what happened in the first bad run, step by step
The last line of stdout is one JSON object with all figures. Exit code 0: no run was bad; 1: one was; 2: wrong use.
`;

const flags = {
  profile: { type: 'string', default: names.join(',') },
  runs: { type: 'string', default: '1000' },
  seed: { type: 'string', default: '1' },
  all: { type: 'boolean', default: false },
  until: { type: 'string' },
  trace: { type: 'boolean', default: false },
} as const;

/** Reads the command line; `problem` says in one sentence what is wrong with it. */
export function readOptions(args: string[]): CommandLine<SimulatorOptions> {
  return readCommandLine(args, flags, (values) => {
    for (const name of ['runs', 'seed'] as const)
      if (!/^[1-9]\d{0,8}$/.test(values[name]))
        return { problem: `--${name} must be a whole number above 0` };
    const asked = values.profile.split(',');
    const strangers = asked.filter((one) => !names.includes(one as ProfileName));
    if (strangers.length > 0)
      return { problem: `there is no profile "${strangers.join('", "')}"; there are ${names.join(', ')}` };
    const { runs, seed, all, until = null, trace } = values;
    return {
      profiles: names.filter((name) => asked.includes(name)),
      runs: Number(runs),
      seed: Number(seed),
      all,
      until,
      trace,
    };
  });
}
