import { ConfigError } from '@cdr/worker';
import { exitCodes } from './exit-codes.ts';
import { watchSignals } from './signals.ts';

/** A command line as it was read. */
export type CommandLine<Options> = Options | { problem: string } | { help: true };

export interface Command<Options> {
  usage: string;
  tell: (line: string) => void;
  /** Does what was asked for until it is done or told to stop; resolves to the exit code. */
  run: (options: Options, stop: AbortSignal) => Promise<number>;
}

/** Runs a command that starts parts: help, wrong use, Ctrl-C and errors are told alike. Resolves to the exit code. */
export async function runCommand<Options extends object>(
  options: CommandLine<Options>,
  { usage, tell, run }: Command<Options>,
): Promise<number> {
  if ('help' in options) {
    process.stdout.write(usage);
    return exitCodes.done;
  }
  if ('problem' in options) {
    process.stderr.write(`${options.problem}\n\n${usage}`);
    return exitCodes.wrongUse;
  }
  const stop = new AbortController();
  watchSignals(process, {
    stop() {
      tell('Stopping… (Ctrl-C again leaves at once.)');
      stop.abort();
    },
    // Parts and workers end with us: their guards see to that.
    force: () => process.exit(exitCodes.interrupted),
  });
  try {
    return await run(options, stop.signal);
  } catch (error) {
    // What breaks after the signal breaks by it: Ctrl-C reaches what is just being started as well.
    if (stop.signal.aborted) return exitCodes.interrupted;
    tell(error instanceof Error ? error.message : String(error));
    return error instanceof ConfigError ? exitCodes.wrongUse : exitCodes.failed;
  }
}
