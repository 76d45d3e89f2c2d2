import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root, userEnv } from './npm-start.ts';

const run = promisify(execFile);

test('npm run measure-takeover tells of a validator that remembers every call it was given', async () => {
  const script = join(root, 'infra/bootstrap.mjs');
  const { stdout } = await run(process.execPath, [script, 'measure-takeover', '--calls', '2000'], {
    cwd: root,
    env: userEnv({}),
  });
  const figures = JSON.parse(stdout) as Record<string, number>;
  expect(figures).toMatchObject({ calls: 12_000, remembered: 12_000 });
  for (const name of ['seconds', 'slowestSeconds', 'stateMiB', 'residentMiB', 'cpuSeconds'])
    expect(figures[name]).toBeGreaterThan(0);
  expect(figures['mostResidentMiB']).toBeGreaterThanOrEqual(figures['residentMiB']!);
});
