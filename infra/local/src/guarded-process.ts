import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { ExitInfo } from '@cdr/infra';

export interface GuardedOptions {
  root: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Takes stdout and stderr, appended. */
  logFile: string;
  killAfterMs: number;
}

/** A process that ends when ours does, however ours ends. */
export interface GuardedProcess {
  readonly exited: Promise<ExitInfo>;
  /** Asks it to stop; killed when it takes longer than allowed. Idempotent. */
  stop(): void;
}

/** Runs a command below the guard that runs the parts as well: it ends with us even when we are killed. */
export function runGuarded(options: GuardedOptions): GuardedProcess {
  const { root, command, args, env, logFile, killAfterMs } = options;
  const order = {
    command,
    args,
    cwd: root,
    // The user's flags for Node are the worker's; in the guard a debugger's port would be taken twice.
    env: { NODE_OPTIONS: env['NODE_OPTIONS'] ?? '' },
    stopSignal: 'SIGTERM',
    abandonSignal: 'SIGKILL', // its parts die at the same moment: there is nothing left to drain to
    killAfterMs,
  };
  const log = openSync(logFile, 'a');
  const guard = spawn(process.execPath, [join(root, 'infra/part-guard.ts'), JSON.stringify(order)], {
    // A group of its own: Ctrl-C comes to the launcher, which stops workers before the parts they need.
    detached: true,
    env: { ...env, NODE_OPTIONS: '' },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);

  let pid: number | undefined;
  let ended: ExitInfo | undefined;
  guard.on('message', (report: { kind: string; pid?: number } & Partial<ExitInfo>) => {
    if (report.kind === 'started') pid = report.pid;
    if (report.kind === 'ended') ended = { code: report.code ?? null, signal: report.signal ?? null };
  });
  const exited = new Promise<ExitInfo>((resolve) => {
    function settle(code: number | null, signal: NodeJS.Signals | null): void {
      if (ended === undefined && pid !== undefined) killOrphan(pid);
      resolve(ended ?? { code, signal });
    }
    guard.once('exit', settle);
    guard.once('error', () => settle(1, null));
  });
  function stop(): void {
    if (guard.connected) guard.send('stop', () => undefined); // a failing send means that it is ending already
  }
  return { exited, stop };
}

// Only reached when somebody killed the guard itself.
function killOrphan(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it is gone, which is what was wanted
  }
}
