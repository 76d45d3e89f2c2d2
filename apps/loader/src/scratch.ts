import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { Stop } from '@cdr/worker';

/** A folder of this process's own for batches being written; closing removes it. */
export interface Scratch {
  readonly folder: string;
  close(): void;
}

/**
 * Makes a folder below `parent`, and removes what loaders that were killed on this host left there. Loaders that live
 * keep theirs, so several may share the parent. @throws Stop when it cannot be written
 */
export function openScratch(parent: string): Scratch {
  const own = `${hostname()}.${process.pid}.`;
  const folder = inScratch(join(parent, own), () => {
    mkdirSync(parent, { recursive: true });
    for (const name of readdirSync(parent)) {
      if (isLeftover(name, hostname(), isAlive)) rmSync(join(parent, name), { recursive: true, force: true });
    }
    return mkdtempSync(join(parent, own));
  });
  return { folder, close: () => rmSync(folder, { recursive: true, force: true }) };
}

// What the system says of a disk that is full or that must not be written. EIO and the like are left as they are.
const unwritable = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EEXIST']);

/** Does something with files of a loader's own folder. @throws Stop when the disk is full or cannot be written */
export function inScratch<T>(folder: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw toScratchStop(folder, error);
  }
}

/** An error of writing to a loader's own folder as a Stop with what to do; any other error stays what it is. */
export function toScratchStop(folder: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  return unwritable.has(code ?? '') ? scratchStop(folder, message) : error;
}

/** What to do about a loader's own folder that cannot be written; the one above it is the one that is set. */
export function scratchStop(folder: string, reason: string): Stop {
  return new Stop(
    `LOADER_SCRATCH_DIR (${dirname(folder)}) is full or cannot be written: make room, or lower LOADER_BATCH_BYTES ` +
      `(${reason})`,
  );
}

/**
 * Whether a folder's owner is gone, by its name `host.pid.random`. Another host's process ids say nothing here: two
 * containers may share a volume.
 */
export function isLeftover(name: string, host: string, alive: (pid: number) => boolean): boolean {
  const [, owner, pid] = /^(.+)\.(\d+)\.\w{6}$/.exec(name) ?? [];
  return owner === host && (Number(pid) === process.pid || !alive(Number(pid)));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // another user's
  }
}
