import { type CommandLine, readCommandLine } from '@cdr/local';

/** What the measurements take. */
export interface Calls {
  calls: number;
}

/** Reads the command line of a measurement, whose one option is a number of calls. */
export function readCalls(args: string[], usually: number): CommandLine<Calls> {
  const flags = { calls: { type: 'string', default: String(usually) } } as const;
  return readCommandLine(args, flags, ({ calls }) =>
    /^[1-9]\d{0,6}$/.test(calls)
      ? { calls: Number(calls) }
      : { problem: '--calls must be a whole number above 0' },
  );
}
