import { execFileSync } from 'node:child_process';

/**
 * Stops a process and all below it (SIGSTOP), so that none of them starts another meanwhile. PostgreSQL is one process
 * for each connection. @returns their pids, the topmost first; none when it is gone
 */
export function holdTree(root: number): number[] {
  if (!signal(root, 'SIGSTOP')) return [];
  const held = [root];
  try {
    for (const parent of held) {
      for (const child of childrenOf(parent)) {
        if (signal(child, 'SIGSTOP')) held.push(child);
      }
    }
    return held;
  } catch (error) {
    signalAll(held, 'SIGCONT');
    throw error;
  }
}

/** Sends a signal to each; one that is gone is passed over. */
export function signalAll(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) signal(pid, name);
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

function childrenOf(parent: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, above]) => above === parent)
    .map(([pid]) => pid!);
}
