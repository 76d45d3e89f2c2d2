import { afterEach, expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChaosResult } from './conclude.ts';
import { pointsOf } from './kill-points/order.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
let chaos: ChildProcess | undefined;

// Parts and workers end with it: their guards and channels see to that.
afterEach(() => void chaos?.kill('SIGKILL'));

test('npm run chaos finds nothing lost, doubled or judged wrongly after twenty kills', async () => {
  const args = '--records 30000 --seconds 45 --kills 20 --seed 20 --json'.split(' ');
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  chaos = child;
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('passed:') });

  const result = JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as ChaosResult;
  expect(result.problems).toEqual([]);
  expect(result).toMatchObject({ lost: 0, doubled: 0, wrongVerdicts: 0, audit: { holds: true }, kills: 20 });
  expect(result.records).toBeGreaterThanOrEqual(30_000);
  expect(result.rows + result.letters).toBe(result.records);
  const points = [...pointsOf.validator, ...pointsOf.loader, 'in flight'];
  expect(Object.keys(result.killsAt).sort()).toEqual(points.sort());
  const { pauses, brokerRestarts, databaseRestarts, storeFaults, rebalances } = result;
  const others = { pauses, brokerRestarts, databaseRestarts, storeFaults, rebalances };
  for (const [what, least] of Object.entries({ pauses: 3, brokerRestarts: 1, databaseRestarts: 2 }))
    expect({ [what]: others[what as keyof typeof others] >= least }).toEqual({ [what]: true });
  for (const [what, times] of Object.entries(others)) expect({ [what]: times > 0 }).toEqual({ [what]: true });
}, 480_000); // later than the run's own deadlines, which say what did not get done
