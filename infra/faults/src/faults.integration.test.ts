import { afterEach, expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FaultsResult } from './conclude.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
let faults: ChildProcess | undefined;

// Parts and workers end with it: their guards see to that.
afterEach(() => void faults?.kill('SIGKILL'));

test('npm run faults passes with a loader killed under load', async () => {
  const args = ['--rounds', '1', '--rate', '200', '--parts', 'loader', '--kinds', 'kill', '--json'];
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  faults = child;
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringContaining('1 of 1: kill loader (round 1)'),
  });

  const result = JSON.parse(stdout) as FaultsResult;
  expect(result.problems).toEqual([]);
  expect(result).toMatchObject({
    kills: 1,
    pauses: 0,
    restarts: 0,
    slowdowns: 0,
    unexpectedExits: 0,
    toldMoreThanOnce: 0,
    audit: { holds: true },
    passed: true,
  });
  expect(result.records).toBeGreaterThan(200);
  const loader = { worker: 'loader', exit: 'SIGKILL', expected: true };
  expect(result.faults).toMatchObject([{ part: 'loader', kind: 'kill', round: 1, exits: [loader] }]);
});
