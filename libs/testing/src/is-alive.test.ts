import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isAlive } from './is-alive.ts';

test('a process is alive until it has ended', async () => {
  const child = spawn('sleep', ['60']);
  await once(child, 'spawn');
  expect(isAlive(child.pid!)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isAlive(child.pid!)).toBe(false);
});
