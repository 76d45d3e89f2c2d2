import { spawn } from 'node:child_process';
import { clearInterval, setInterval } from 'node:timers';
import { tell } from './tell.mjs';

const stillBusyMs = 15_000;

/**
 * Runs a program to its end, all of its output on our stderr, with a line now and then while it is busy.
 * Resolves with its exit code (1 if a signal ended it), or undefined if there is no such program.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, what: string, env?: NodeJS.ProcessEnv }} options `what` names the work: "Fetching Kafka"
 * @returns {Promise<number | undefined>}
 */
export function runLoudly(command, args, { cwd, what, env = process.env }) {
  const begin = Date.now();
  tell(`${what} …`);
  const busy = setInterval(() => {
    tell(`${what} … ${Math.round((Date.now() - begin) / 1000)} s`);
  }, stillBusyMs);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 2, 2] });
    child.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      clearInterval(busy);
      if (error.code === 'ENOENT') resolve(undefined);
      else reject(error);
    });
    child.once('exit', (code) => {
      clearInterval(busy);
      resolve(code ?? 1);
    });
  });
}
