import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, closeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isFree } from './free-port.ts';
import { lastLines, sizeOf } from './part-log.ts';

/** How a part's process ended: its exit code, or the signal that killed it. */
export interface ExitInfo {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A running local server that answered its health check; stop is idempotent and resolves when the process is gone. */
export interface Part {
  name: string;
  url: string;
  pid: number;
  /** Where its output goes, warnings and errors. */
  logFile: string;
  stop(): Promise<void>;
  exited: Promise<ExitInfo>;
}

/** An unprivileged user of this machine by number. */
export interface RunAs {
  uid: number;
  gid: number;
}

/** What the guard process is told to run, and which signals end it. */
export interface GuardOrder {
  command: string;
  args: string[];
  cwd: string;
  /** Variables beside the guard's own. Never a secret: the order stands in the list of processes. */
  env?: Record<string, string>;
  runAs?: RunAs;
  stopSignal: NodeJS.Signals;
  abandonSignal: NodeJS.Signals;
  killAfterMs: number;
}

/** What the guard process tells: the part's pid, that it could not be run, or how it ended. */
export type GuardReport =
  { kind: 'started'; pid: number } | { kind: 'failed'; message: string } | ({ kind: 'ended' } & ExitInfo);

/** A part to start; `answers` says whether it serves by now, and throws when waiting longer cannot help. */
export interface PartPlan extends GuardOrder {
  name: string;
  url: string;
  port: number;
  logFile: string;
  startWithinMs: number;
  answers(): Promise<boolean>;
}

/** A part that did not start: the text names the part, its log's last lines and what to do. */
export class PartError extends Error {
  override name = 'PartError';
}

/** Starts the part and waits until it answers; throws PartError, with nothing left running, if it does not. */
export async function startPart(plan: PartPlan): Promise<Part> {
  if (!(await isFree(plan.port))) {
    throw new PartError(
      `${plan.name} cannot start: another program listens on port ${plan.port}. Stop it, or choose another port.`,
    );
  }
  mkdirSync(dirname(plan.logFile), { recursive: true });
  const logStart = sizeOf(plan.logFile);
  const guarded = runGuarded(plan);
  try {
    const pid = await guarded.started;
    await untilItAnswers(plan, guarded.exited);
    const { name, url, logFile } = plan;
    return { name, url, pid, logFile, stop: guarded.stop, exited: guarded.exited };
  } catch (error) {
    await guarded.stop();
    const reason = error instanceof Error ? error.message : String(error);
    throw new PartError(
      `${plan.name} did not start: ${reason}. ${lastLines(plan.logFile, logStart)}` +
        `What to do: read ${plan.logFile}; if the data in ${plan.cwd} is damaged, delete that folder and start again.`,
      { cause: error },
    );
  }
}

interface Guarded {
  started: Promise<number>;
  exited: Promise<ExitInfo>;
  stop(): Promise<void>;
}

function runGuarded(plan: PartPlan): Guarded {
  const guard = spawnGuard(plan);
  let pid: number | undefined;
  let ended: ExitInfo | undefined;
  const started = new Promise<number>((resolve, reject) => {
    guard.on('message', (report: GuardReport) => {
      if (report.kind === 'started') resolve((pid = report.pid));
      if (report.kind === 'failed') reject(new Error(report.message));
      if (report.kind === 'ended') ended = { code: report.code, signal: report.signal };
    });
    guard.once('error', reject);
    guard.once('exit', () => {
      reject(new Error('its guard process ended before it ran'));
    });
  });
  started.catch(() => undefined); // startPart awaits it as well; a stop in between must not be an unhandled rejection
  const exited = new Promise<ExitInfo>((resolve) => {
    function settle(): void {
      if (ended === undefined && pid !== undefined) killOrphan(pid);
      resolve(ended ?? { code: null, signal: 'SIGKILL' });
    }
    guard.once('exit', settle);
    guard.once('error', settle);
  });
  async function stop(): Promise<void> {
    if (guard.connected) guard.send('stop', () => undefined); // a failing send means that it is ending already
    await exited;
  }
  return { started, exited, stop };
}

function spawnGuard(plan: PartPlan): ChildProcess {
  const { command, args, cwd, env, runAs, stopSignal, abandonSignal, killAfterMs } = plan;
  const order = { command, args, cwd, env, runAs, stopSignal, abandonSignal, killAfterMs };
  const log = openSync(plan.logFile, 'a');
  try {
    return spawn(
      process.execPath,
      [fileURLToPath(new URL('./part-guard.ts', import.meta.url)), JSON.stringify(order)],
      // Options meant for our own Node (a debugger's port, Jest's flags) are not the guard's.
      { detached: true, stdio: ['ignore', log, log, 'ipc'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
  } finally {
    closeSync(log);
  }
}

// Only reached when somebody killed the guard itself.
function killOrphan(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it is gone, which is what was wanted
  }
}

async function untilItAnswers(plan: PartPlan, exited: Promise<ExitInfo>): Promise<void> {
  const deadline = Date.now() + plan.startWithinMs;
  let exit: ExitInfo | undefined;
  void exited.then((info) => (exit = info));
  while (!(await plan.answers())) {
    if (exit) throw new Error(`it ended with ${exit.signal ?? `exit code ${exit.code}`}`);
    if (Date.now() > deadline) throw new Error(`no answer within ${plan.startWithinMs / 1000} s`);
    await pause(100);
  }
  if (exit) throw new Error('it ended while it was asked for the first time');
}
