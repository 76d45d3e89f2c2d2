import { type CommandLine, readCommandLine } from '@cdr/local';
import { type Kind, kinds, type PartName, partNames, planFaults, type PlanOptions } from './plan.ts';

/** What `npm run faults -- …` asks for. */
export interface FaultOptions extends PlanOptions {
  /** Records a second. */
  rate: number;
  json: boolean;
}

export const usage = `npm run faults -- [options]
  --rounds N       how often each part gets each fault (default: 2)
  --rate R         records a second meanwhile (default: 2000)
  --parts A,B      only these: ${partNames.join(', ')}
  --kinds A,B      only these: ${kinds.join(', ')}
  --json           the last line of stdout is one JSON object with all figures
`;

const flags = {
  rounds: { type: 'string', default: '2' },
  rate: { type: 'string', default: '2000' },
  parts: { type: 'string', default: partNames.join(',') },
  kinds: { type: 'string', default: kinds.join(',') },
  json: { type: 'boolean', default: false },
} as const;

/** Reads the command line; `problem` says in one sentence what is wrong with it. */
export function readOptions(args: string[]): CommandLine<FaultOptions> {
  return readCommandLine(args, flags, (values) => {
    for (const name of ['rounds', 'rate'] as const)
      if (!/^[1-9]\d{0,5}$/.test(values[name]))
        return { problem: `--${name} must be a whole number above 0` };
    const parts = values.parts.split(',');
    const wanted = values.kinds.split(',');
    const strangers = [
      ...parts.filter((one) => !partNames.includes(one as PartName)),
      ...wanted.filter((one) => !kinds.includes(one as Kind)),
    ];
    if (strangers.length > 0) {
      const known = `parts are ${partNames.join(', ')}; kinds are ${kinds.join(', ')}`;
      return { problem: `there is no "${strangers.join('", "')}": ${known}` };
    }
    const options = {
      rounds: Number(values.rounds),
      rate: Number(values.rate),
      // In the order of the tables, each once, whatever was typed.
      parts: partNames.filter((name) => parts.includes(name)),
      kinds: kinds.filter((kind) => wanted.includes(kind)),
      json: values.json,
    };
    if (planFaults(options).length > 0) return options;
    return { problem: `${values.kinds} is nothing that is done to ${values.parts}: there would be no fault` };
  });
}
