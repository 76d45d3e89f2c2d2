import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** A folder of this process's own for batches being written; closing removes it. */
export interface Scratch {
  readonly folder: string;
  close(): void;
}

/**
 * Makes a folder below `parent`, and removes what loaders that were killed on this host left there. Loaders that live
 * keep theirs, so several may share the parent.
 */
export function openScratch(parent: string): Scratch {
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    if (isLeftover(name, hostname(), isAlive)) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(parent, `${hostname()}.${process.pid}.`));
  return { folder, close: () => rmSync(folder, { recursive: true, force: true }) };
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
