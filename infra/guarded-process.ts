import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** How a process ended: its exit code, or the signal that killed it. */
export interface ExitInfo {
  code: number | null;
  signal: NodeJS.Signals | null;
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
  /** Sent when we are gone. */
  abandonSignal: NodeJS.Signals;
  /** From either signal to SIGKILL. */
  killAfterMs: number;
}

/** What the guard process tells: the pid, that the command could not be run, or how it ended. */
export type GuardReport =
  { kind: 'started'; pid: number } | { kind: 'failed'; message: string } | ({ kind: 'ended' } & ExitInfo);

/** Where a guarded process finds its world. */
export interface GuardedOptions {
  /** Takes stdout and stderr, appended. */
  logFile: string;
  env: NodeJS.ProcessEnv;
}

/** A process that ends when ours does, however ours ends. */
export interface GuardedProcess {
  /** Its pid; rejects with the reason when it cannot be run, which nobody need await. */
  readonly started: Promise<number>;
  /** Never rejects; what could not be run ended with exit code 1. */
  readonly exited: Promise<ExitInfo>;
  /** Asks it to stop, kills it when it takes longer than allowed, and resolves when it is gone. Idempotent. */
  stop(): Promise<void>;
}

/** Runs a command below a guard process. @throws when the log file cannot be opened */
export function runGuarded(order: GuardOrder, options: GuardedOptions): GuardedProcess {
  const guard = spawnGuard(order, options);
  let pid: number | undefined;
  let ended: ExitInfo | undefined;
  const started = new Promise<number>((resolve, reject) => {
    guard.on('message', (report: GuardReport) => {
      if (report.kind === 'started') resolve((pid = report.pid));
      if (report.kind === 'ended') ended = { code: report.code, signal: report.signal };
      if (report.kind !== 'failed') return;
      ended = { code: 1, signal: null };
      reject(new Error(report.message));
    });
    guard.once('error', reject);
    guard.once('close', () => reject(new Error('its guard process ended before it ran')));
  });
  started.catch(() => undefined);
  const exited = new Promise<ExitInfo>((resolve) => {
    function settle(code: number | null, signal: NodeJS.Signals | null): void {
      if (ended === undefined && pid !== undefined) killOrphan(pid);
      resolve(ended ?? { code, signal });
    }
    guard.once('close', settle); // not at its exit: its last report may still be on the way then
    guard.once('error', () => settle(1, null));
  });
  async function stop(): Promise<void> {
    if (guard.connected) guard.send('stop', () => undefined); // a failing send means that it is ending already
    await exited;
  }
  return { started, exited, stop };
}

const guardScript = fileURLToPath(new URL('./part-guard.ts', import.meta.url));

function spawnGuard(order: GuardOrder, { logFile, env }: GuardedOptions): ChildProcess {
  const log = openSync(logFile, 'a');
  try {
    return spawn(process.execPath, [guardScript, JSON.stringify(order)], {
      // A group of its own: Ctrl-C comes to us, who stop workers before the parts they need.
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
      // Options meant for our own Node (a debugger's port, Jest's flags) are not the guard's.
      env: { ...env, NODE_OPTIONS: '' },
    });
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
