import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@cdr/testing';
import { type GuardedProcess, type GuardOrder, runGuarded } from './guarded-process.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-guarded-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function run(script: string, more: Partial<GuardOrder> = {}): GuardedProcess {
  const order: GuardOrder = {
    command: process.execPath,
    args: ['--eval', script],
    cwd: folder,
    stopSignal: 'SIGTERM',
    abandonSignal: 'SIGKILL',
    killAfterMs: 5_000,
    ...more,
  };
  return runGuarded(order, { logFile: join(folder, 'log'), env: { PATH: process.env['PATH'], FROM: 'us' } });
}

function log(): string {
  return readFileSync(join(folder, 'log'), 'utf8');
}

describe('a guarded process', () => {
  test('runs in the environment it is given, and tells how it ended', async () => {
    const { started, exited } = run('console.log(process.env.FROM, process.pid); process.exitCode = 3');
    expect(await exited).toEqual({ code: 3, signal: null });
    expect(log()).toBe(`us ${await started}\n`);
  });

  test('is killed when it does not stop in time, however often it was asked', async () => {
    const script = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1_000); console.log('deaf')`;
    const { exited, stop } = run(script, { killAfterMs: 50 });
    await until(() => log() === 'deaf\n');
    await Promise.all([stop(), stop()]);
    expect(await exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('that cannot be run says why, and counts as failed', async () => {
    const { started, exited } = run('', { command: join(folder, 'nothing') });
    await expect(started).rejects.toThrow('ENOENT');
    expect(await exited).toEqual({ code: 1, signal: null });
  });
});
