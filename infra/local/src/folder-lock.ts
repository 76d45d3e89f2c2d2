import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Thrown when another `npm start` of this clone runs. */
export class Locked extends Error {
  override name = 'Locked';
}

/** Takes the one lock of this clone's `.local/`; a lock left by a process that is gone counts for nothing. */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'lock');
  if (!claim(file)) {
    const pid = Number(readFileSync(file, 'utf8'));
    if (isRunning(pid)) {
      throw new Locked(
        `Another "npm start" of this clone is running (process ${pid}). Stop it, or use another clone.`,
      );
    }
    rmSync(file, { force: true });
    if (!claim(file)) throw new Locked('Another "npm start" of this clone has just begun.');
  }
  return { release: () => rmSync(file, { force: true }) };
}

function claim(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
