import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';

/** A worker run as a process of its own, started again when it dies. */
export interface WorkerProcess {
  readonly name: string;
  /** How it ended for good: after `stop`, or by itself when it is not kept running. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

export interface WorkerOptions {
  name: string;
  root: string;
  logFolder: string;
  env: NodeJS.ProcessEnv;
  args?: string[];
  /** Started again with growing delays when it exits by itself. */
  keepRunning: boolean;
  tell: (line: string) => void;
}

const firstDelayMs = 500;
const longestDelayMs = 15_000;
const killAfterMs = 6_000;
// One that ran for so long was well; its next death starts with a short delay again.
const wellAfterMs = 30_000;

/** Starts `node dist/main.js` of an app; its output goes to a log file. */
export function startWorker({
  name,
  root,
  logFolder,
  env,
  args = [],
  keepRunning,
  tell,
}: WorkerOptions): WorkerProcess {
  mkdirSync(logFolder, { recursive: true });
  const logFile = join(logFolder, `${name}.log`);
  const ended = Promise.withResolvers<number>();
  let child: ChildProcess;
  let timer: NodeJS.Timeout | undefined;
  let delayMs = firstDelayMs;
  let stopping = false;
  let running = false;

  function run(): void {
    const log = openSync(logFile, 'a');
    const startedAt = Date.now();
    // A group of its own: Ctrl-C comes to the launcher, which stops workers before the parts they need.
    child = spawn(
      process.execPath,
      ['--enable-source-maps', join(root, 'apps', name, 'dist/main.js'), ...args],
      {
        cwd: root,
        env,
        stdio: ['ignore', log, log],
        detached: true,
      },
    );
    closeSync(log);
    running = true;
    child.once('exit', (code, signal) => {
      running = false;
      if (stopping || !keepRunning) return ended.resolve(code ?? 1);
      if (Date.now() - startedAt > wellAfterMs) delayMs = firstDelayMs;
      tell(
        `${name} ended (${signal ?? `exit code ${code}`}); starting it again in ${delayMs / 1000} s. See ${logFile}`,
      );
      timer = setTimeout(run, delayMs);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    });
  }

  async function stop(): Promise<void> {
    stopping = true;
    clearTimeout(timer);
    if (!running) return ended.resolve(0);
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    await ended.promise;
    clearTimeout(kill);
  }

  run();
  return { name, ended: ended.promise, stop };
}
