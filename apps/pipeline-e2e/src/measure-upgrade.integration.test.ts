import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root, userEnv } from './npm-start.ts';

const run = promisify(execFile);

test('npm run measure-upgrade tells what a record by an older schema costs more than a plain one', async () => {
  const script = join(root, 'infra/bootstrap.mjs');
  const { stdout } = await run(process.execPath, [script, 'measure-upgrade', '--calls', '500'], {
    cwd: root,
    env: userEnv({}),
  });
  const { calls, added, microseconds } = JSON.parse(stdout) as {
    calls: number;
    added: number;
    microseconds: Record<string, number>;
  };
  expect(calls).toBe(500);
  for (const name of ['plain', 'v1', 'upgrade']) expect(microseconds[name]).toBeGreaterThan(0);
  expect(added).toBeCloseTo(microseconds['v1']! - microseconds['plain']!);
});
