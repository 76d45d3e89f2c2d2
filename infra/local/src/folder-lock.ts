import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Thrown when another `npm start` works in the same state folder. */
export class Locked extends Error {
  override name = 'Locked';
}

/** Takes the one lock of a state folder; one left by a process that is gone counts for nothing. @throws Locked */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'lock');
  if (!claim(file)) {
    const holder = holderOf(file);
    if (isRunning(holder)) {
      throw new Locked(
        `Another "npm start" of this clone is running (process ${holder}). Stop it, or give this one a folder of its own: CDR_LOCAL_DIR=/some/folder. ` +
          `(If process ${holder} is something else, delete ${file}.)`,
      );
    }
    putAside(file, holder);
    if (!claim(file)) throw new Locked('Another "npm start" of this clone has just begun.');
  }
  return { release: () => rmSync(file, { force: true }) };
}

// Linked into place, so that nobody ever reads a lock that is not written yet.
function claim(file: string): boolean {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

// Two that find the same stale lock must not take each other's new one away: what was moved is looked at.
function putAside(file: string, stale: number): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return; // the other one was first
    throw error;
  }
  const moved = holderOf(aside);
  if (!Object.is(moved, stale)) linkSync(aside, file);
  rmSync(aside, { force: true });
}

function holderOf(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  // Our own number was left by an earlier process, as in a restarted container; 0 and less are no process.
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
