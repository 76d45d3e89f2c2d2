import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FaultsResult } from './conclude.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

test('npm run faults passes with a loader killed under load', async () => {
  const args = ['--rounds', '1', '--rate', '200', '--parts', 'loader', '--kinds', 'kill', '--json'];
  const faults = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  faults.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  faults.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((resolve) => faults.once('close', resolve));

  const result = JSON.parse(stdout) as FaultsResult;
  expect(result.problems).toEqual([]);
  expect(result).toMatchObject({
    ...{ kills: 1, pauses: 0, restarts: 0, slowdowns: 0, unexpectedExits: 0, toldMoreThanOnce: 0 },
    ...{ audit: { holds: true }, passed: true },
  });
  expect(result.records).toBeGreaterThan(200);
  const loader = { worker: 'loader', exit: 'SIGKILL', expected: true };
  expect(result.faults).toMatchObject([{ part: 'loader', kind: 'kill', round: 1, exits: [loader] }]);
  expect(stderr).toContain('1 of 1: kill loader (round 1)');
  expect(code).toBe(0);
});
