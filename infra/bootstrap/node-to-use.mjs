import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Refusal } from './tell.mjs';

/**
 * The Node program to run everything with: the one npm brought along, else the host's own if it is new enough; throws
 * Refusal if neither serves.
 * @param {string} root
 */
export function nodeToUse(root) {
  const brought = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  // Run, not only looked for: the build for glibc does not start on Alpine.
  if (spawnSync(brought, ['--version'], { stdio: 'ignore' }).status === 0) return brought;
  if (runsTypeScript(process.versions.node)) return process.execPath;
  throw new Refusal(
    `Node 24 is needed (22.18 at least) and npm brings none for ${process.platform}-${process.arch}: ` +
      `install it in place of ${process.version} and run this again.`,
  );
}

/**
 * Whether this version of Node runs TypeScript files without a flag.
 * @param {string} version
 */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}
