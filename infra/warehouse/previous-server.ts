import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether a server that was killed left its lock file, so that its last processes may still be ending. A lock whose
 * pid now belongs to another program (pids begin anew in a restarted container) is removed: PostgreSQL would
 * take that program for itself and refuse to start.
 */
export function leftALock(data: string): boolean {
  const lock = join(data, 'postmaster.pid');
  if (!existsSync(lock)) return false;
  const folder = workingFolder(Number(readFileSync(lock, 'utf8').split('\n')[0]));
  if (folder !== undefined && folder !== data) {
    rmSync(lock);
    return false;
  }
  return true;
}

// A server's working folder is its data folder. Undefined: no such process, or the system does not tell.
function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
