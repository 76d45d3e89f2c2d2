import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Runs a program of node_modules/.bin, its output on our stderr as it comes; resolves with its exit code, 1 if a
 * signal ended it.
 * @param {string} root
 * @param {[string, ...string[]]} commandLine
 * @returns {Promise<number>}
 */
export function runTool(root, [tool, ...args]) {
  // The daemon outlives the command and watches files: neither is wanted of a check.
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules', '.bin', tool), args, {
      cwd: root,
      env,
      stdio: ['ignore', 2, 2],
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
