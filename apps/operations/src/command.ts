import { describeSettings, type Env, type Settings } from '@cdr/worker';

/** A command for whoever runs the pipeline. */
export interface Command {
  /** Its place in the list of commands. */
  help: string;
  /** What --help prints, and wrong use below what is wrong. */
  usage: string;
  takesJson: boolean;
  /** Options with a value: settings whose names are what is typed, `--limit`. */
  options?: Settings;
  /** Options without one, likewise by name. */
  switches?: readonly string[];
  /** The name of what may be typed without an option, once: CALL_ID. */
  argument?: string;
  /** Does it, with its answer as JSON if asked. @returns the exit code */
  run(env: Env, json: boolean, typed: Typed): Promise<number>;
}

/** What was typed behind a command's name, besides --json. */
export interface Typed {
  /** As it was typed. */
  args: readonly string[];
  /** Values by option, to be read like an environment. */
  values: Env;
  switches: ReadonlySet<string>;
  /** What was typed without an option. */
  argument?: string;
}

/** `unreadable`: a part could not be asked, or the answer not be written, so nothing can be said. */
export const exitCodes = { done: 0, failed: 1, wrongUse: 2, unreadable: 3 } as const;

/** Tells a person something, on stderr: stdout belongs to the answer. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Settings for a command's usage: a line each, with what it is for. */
export function listVariables(settings: Settings): string {
  return describeSettings(settings)
    .map(({ name, help }) => `  ${name.padEnd(22)} ${help}`)
    .join('\n');
}
