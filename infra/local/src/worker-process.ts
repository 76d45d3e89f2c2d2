import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ExitInfo, type GuardedProcess, type GuardOrder, runGuarded } from '@cdr/infra';
import { nextDelay } from '@cdr/worker';
import { nodeFlags } from './node-flags.ts';
import { lastWords, openWorkerLog, type WorkerLog } from './worker-log.ts';

/** A worker run as a process of its own, started again when it dies. */
export interface WorkerProcess {
  readonly name: string;
  /** The process that runs now; null while none does. */
  pid(): number | null;
  /** How its last process ended, and what that one wrote: after `stop`, or when it is not started again. */
  readonly ended: Promise<{ exit: ExitInfo; log: WorkerLog }>;
  /** Drains it, or kills it after six seconds; idempotent. */
  stop(): Promise<void>;
}

/** When a worker that ended by itself is started again. */
export type Restart = 'always' | 'on failure' | 'never';

export interface WorkerOptions {
  name: string;
  root: string;
  /** The program Node runs, with what follows it. */
  script: string;
  args?: string[];
  logFolder: string;
  env: NodeJS.ProcessEnv;
  restart: Restart;
  tell: (line: string) => void;
  /** Called at the end of each of its processes, the last one too. */
  onEnd?: (exit: ExitInfo) => void;
  /** Replaced by tests. */
  delays?: { baseMs: number; capMs: number };
}

const usualDelays = { baseMs: 500, capMs: 15_000 };
const killAfterMs = 6_000; // a worker drains within four
// One that ran for so long was well; its next death starts with a short delay again.
const wellAfterMs = 30_000;
const wrongSettings = 2;

/** Whether a worker that ended by itself is started again; wrong settings are mended by no restart. */
export function startsAgain({ code }: ExitInfo, restart: Restart): boolean {
  if (code === wrongSettings || restart === 'never') return false;
  return restart === 'always' || code !== 0;
}

/** Starts `node script` below a guard; its output goes to `logFolder/name.log`. */
export function startWorker(options: WorkerOptions): WorkerProcess {
  const {
    name,
    root,
    script,
    args = [],
    logFolder,
    env,
    restart,
    tell,
    onEnd,
    delays = usualDelays,
  } = options;
  mkdirSync(logFolder, { recursive: true });
  const logFile = join(logFolder, `${name}.log`);
  const ended = Promise.withResolvers<{ exit: ExitInfo; log: WorkerLog }>();
  const order: GuardOrder = {
    command: process.execPath,
    args: [...nodeFlags, script, ...args],
    cwd: root,
    env: { NODE_OPTIONS: env['NODE_OPTIONS'] ?? '' }, // the user's flags for Node are the worker's, not the guard's
    stopSignal: 'SIGTERM',
    abandonSignal: 'SIGKILL', // its parts die at the same moment: there is nothing left to drain to
    killAfterMs,
  };
  let child: GuardedProcess;
  let log: WorkerLog;
  let pid: number | null = null;
  let exit: ExitInfo | null = null;
  let timer: NodeJS.Timeout | undefined;
  let deaths = 0;
  let stopping = false;

  function run(): void {
    const startedAt = Date.now();
    log = openWorkerLog(logFile);
    exit = null;
    child = runGuarded(order, { logFile, env });
    void child.started.then(
      (started) => (pid = started),
      () => undefined, // its end tells
    );
    void child.exited.then((info) => {
      pid = null;
      exit = info;
      onEnd?.(info);
      if (stopping || !startsAgain(info, restart)) return ended.resolve({ exit: info, log });
      if (Date.now() - startedAt > wellAfterMs) deaths = 0;
      const delayMs = nextDelay(deaths, delays, () => 1);
      deaths += 1;
      tell(`${sayEnd(name, info, log)} Starting it again in ${delayMs / 1000} s; its log: ${logFile}`);
      timer = setTimeout(run, delayMs);
    });
  }

  async function stop(): Promise<void> {
    stopping = true;
    clearTimeout(timer);
    if (exit !== null) return ended.resolve({ exit, log });
    await child.stop();
    await ended.promise;
  }

  run();
  return { name, pid: () => pid, ended: ended.promise, stop };
}

/** One sentence on how a worker ended and why. */
export function sayEnd(name: string, { code, signal }: ExitInfo, log: WorkerLog): string {
  const words = lastWords(log.lines()).replace(/\.$/, '');
  return `${name} ended (${signal ?? `exit code ${code}`})${words === '' ? '.' : `: ${words}.`}`;
}
