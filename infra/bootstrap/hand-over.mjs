import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { nodeToUse } from './node-to-use.mjs';

/**
 * Runs the Node to use with these arguments and ends as it ends. Ctrl-C reaches the script by itself, being in
 * our process group, so we only wait; SIGTERM, sent to us alone, is passed on. Throws Refusal.
 * @param {{ root: string, args: string[] }} options
 */
export async function handOver({ root, args }) {
  const node = nodeToUse(root);
  const path = [join(root, 'node_modules', '.bin'), dirname(node), process.env['PATH'] ?? ''].join(delimiter);
  const child = spawn(node, args, { stdio: 'inherit', env: { ...process.env, PATH: path } });
  function wait() {
    // the script decides when it is done
  }
  function passOn() {
    child.kill('SIGTERM');
  }
  process.on('SIGINT', wait);
  process.on('SIGHUP', wait);
  process.on('SIGTERM', passOn);
  const { code, signal } = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
  });
  process.off('SIGINT', wait);
  process.off('SIGHUP', wait);
  process.off('SIGTERM', passOn);
  if (signal) process.kill(process.pid, signal); // our parent sees the same end
  process.exitCode = code ?? 1;
}
