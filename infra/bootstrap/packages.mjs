import { existsSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileHash, isStamped } from './file-hash.mjs';
import { runLoudly } from './run-loudly.mjs';
import { Refusal } from './tell.mjs';

/**
 * Whether node_modules is what package-lock.json says.
 * @param {string} root
 */
export function packagesAreHere(root) {
  const { lockfile, installed, stamp } = places(root);
  if (isStamped(stamp, fileHash(lockfile))) return true;
  // npm writes its own list last: one younger than the lockfile is a complete install done by hand.
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs;
}

/**
 * Installs the npm packages of the lockfile; throws Refusal if npm fails.
 * @param {string} root
 */
export async function installPackages(root) {
  const { lockfile, stamp } = places(root);
  const what = 'Installing the npm packages (once, about a minute)';
  const code = await runLoudly('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    what,
    env: hostEnv(),
  });
  if (code === undefined)
    throw new Refusal('npm was not found. Install Node.js 24 with npm, and run this again.');
  if (code !== 0) {
    throw new Refusal(
      `npm ci failed (exit code ${code}, its message is above). Mend that, and run this again.`,
    );
  }
  writeFileSync(stamp, fileHash(lockfile));
}

/** @param {string} root */
function places(root) {
  return {
    lockfile: join(root, 'package-lock.json'),
    installed: join(root, 'node_modules', '.package-lock.json'),
    stamp: join(root, 'node_modules', '.cdr-lockfile'),
  };
}

// `npm start` puts node_modules/.bin first, where our own Node lies; npm must not run on what it is about to delete.
function hostEnv() {
  const bin = join('node_modules', '.bin');
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.endsWith(bin));
  return { ...process.env, PATH: path.join(delimiter) };
}
