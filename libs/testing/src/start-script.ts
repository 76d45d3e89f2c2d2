import { type ChildProcess, spawn } from 'node:child_process';
import { until } from './until.ts';

/** A line of a worker's log. */
export type LogLine = Record<string, unknown> & { level: string; msg: string };

/** How a script ended: `code` is null for one that was killed. */
export interface ScriptEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  stderr: string;
}

/** A script in a process of its own, and what it has said. */
export interface RunningScript {
  child: ChildProcess;
  /** The lines of its stdout so far, which are JSON. */
  lines: LogLine[];
  /** Resolves once a line holds this text. @throws when it ends without, with its stderr, or after 30 s */
  says(text: string): Promise<void>;
  /** Resolves when it is over and all of its output read. @throws when a line of its stdout is no JSON */
  ended: Promise<ScriptEnd>;
}

/** Starts a script with Node, with nothing in its environment but `env`, the search path and the tests' time zone. */
export function startScript(
  script: string,
  { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {},
): RunningScript {
  const { PATH, TZ } = process.env;
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH, TZ, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: LogLine[] = [];
  let unfinished = '';
  let stderr = '';
  let isOver = false;
  const end = Promise.withResolvers<ScriptEnd>();
  const markOver = () => (isOver = true);
  end.promise.then(markOver, markOver);
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // By hand, as readline takes a U+2028 within a line for its end.
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (unfinished + text).split('\n');
    unfinished = parts.pop()!;
    for (const line of parts) take(line);
  });
  child.once('error', end.reject);
  child.once('close', (code, signal) => end.resolve({ code, signal, stderr }));

  function take(line: string): void {
    try {
      lines.push(JSON.parse(line) as LogLine);
    } catch {
      end.reject(new Error(`${script} wrote to stdout what is no JSON: ${line}`));
    }
  }

  function hasSaid(text: string): boolean {
    return lines.some((line) => JSON.stringify(line).includes(text));
  }

  async function says(text: string): Promise<void> {
    await until(() => hasSaid(text) || isOver, { what: `${script} says "${text}"` });
    if (!hasSaid(text))
      throw new Error(`${script} ended without "${text}": ${JSON.stringify(await end.promise)}`);
  }

  return { child, lines, says, ended: end.promise };
}
