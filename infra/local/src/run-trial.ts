import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from './exit-codes.ts';
import { type CommandLine, runCommand } from './run-command.ts';

/** Where a trial works, and what was asked for. */
export interface TrialRun<Options> {
  options: Options;
  /** Its own, for topics, tables and logs. */
  folder: string;
  tell: (line: string) => void;
  signal: AbortSignal;
}

/** A command that puts the pipeline to the test and says whether it stood it. */
export interface Trial<Options, Result> {
  /** One word, for the folder's name. */
  name: string;
  usage: string;
  run: (run: TrialRun<Options>) => Promise<Result>;
  /** For a person to read. */
  report: (result: Result) => string;
}

/** Runs a trial from its command line to its exit code, in a folder that stays only if it failed. */
export async function runTrial<Options extends { json: boolean }, Result extends { passed: boolean }>(
  commandLine: CommandLine<Options>,
  { name, usage, run, report }: Trial<Options, Result>,
): Promise<number> {
  return runCommand(commandLine, {
    usage,
    tell,
    async run(options, signal) {
      const folder = mkdtempSync(join(tmpdir(), `cdr-${name}-`));
      chmodSync(folder, 0o755); // PostgreSQL runs as another user when we are root
      let keep = true;
      try {
        const result = await run({ options, folder, tell, signal });
        keep = !result.passed;
        // With --json stdout belongs to the program that reads it.
        (options.json ? process.stderr : process.stdout).write(report(result));
        if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
        return result.passed ? exitCodes.done : exitCodes.failed;
      } catch (error) {
        keep = !signal.aborted;
        throw error;
      } finally {
        if (keep)
          tell(`Topics, tables and the workers' logs stay in ${folder}; delete it when you have looked.`);
        else rmSync(folder, { recursive: true, force: true });
      }
    },
  });
}

function tell(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)}Z ${line}\n`);
}
