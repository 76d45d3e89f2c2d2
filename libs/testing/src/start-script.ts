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
  /** Resolves when it is over and all of its output read. */
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
  let end: ScriptEnd | null = null;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // By hand, as readline takes a U+2028 within a line for its end.
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (unfinished + text).split('\n');
    unfinished = parts.pop()!;
    lines.push(...parts.map((line) => JSON.parse(line) as LogLine));
  });
  const ended = new Promise<ScriptEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve((end = { code, signal, stderr })));
  });

  function hasSaid(text: string): boolean {
    return lines.some((line) => JSON.stringify(line).includes(text));
  }

  async function says(text: string): Promise<void> {
    await until(() => hasSaid(text) || end !== null, { what: `${script} says "${text}"` });
    if (!hasSaid(text)) throw new Error(`${script} ended without "${text}": ${JSON.stringify(end)}`);
  }

  return { child, lines, says, ended };
}
