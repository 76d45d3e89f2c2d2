import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tell } from './tell.mjs';

/**
 * Runs `work` while no other process installs into the same clone: two installers would delete each other's files.
 * A lock left by a process that is gone counts as none.
 * @param {string} root
 * @param {() => Promise<void>} work
 */
export async function whileAlone(root, work) {
  const lock = join(root, 'infra', '.installing');
  for (let told = false; !take(lock); told = true) {
    if (!told)
      tell(`Another command is installing here; waiting for it … (If there is none, delete ${lock}.)`);
    await pause(200);
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @param {string} lock */
function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  if (!isHeld(lock)) rmSync(lock, { force: true });
  return false;
}

/** @param {string} lock */
function isHeld(lock) {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    if (holder === process.pid) return false; // left by a process with our pid, as in a restarted container
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'; // alive, and somebody else's
  }
}
