import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { CommandLine } from './run-command.ts';

type Flags = NonNullable<ParseArgsConfig['options']>;
type Values<F extends Flags> = ReturnType<typeof parseArgs<{ options: F; strict: true }>>['values'];

const help = { type: 'boolean', short: 'h', default: false } as const;

/**
 * Reads a command line; `problem` says in one sentence what is wrong with it. `advice` is what to add to Node's own
 * sentence, by its error's code.
 */
export function readCommandLine<F extends Flags, Options extends object>(
  args: string[],
  flags: F,
  toOptions: (values: Values<F>) => Options | { problem: string },
  advice: Record<string, string> = {},
): CommandLine<Options> {
  const options: Flags = { ...flags, help };
  let values;
  try {
    ({ values } = parseArgs({ args, options, strict: true }));
  } catch (error) {
    const { message, code = '' } = error as NodeJS.ErrnoException;
    return { problem: `${message}${advice[code] ?? ''}` };
  }
  const { help: asked, ...rest } = values;
  return asked === true ? { help: true } : toOptions(rest as Values<F>);
}
