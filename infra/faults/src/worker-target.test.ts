import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@cdr/testing';
import type { Target } from './target.ts';
import { startWorkerTarget, type WorkerExit, type WorkerTarget } from './worker-target.ts';

let folder: string;
let exits: WorkerExit[];
let worker: WorkerTarget;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-worker-target-'));
  exits = [];
});
afterEach(async () => {
  await worker.close();
  rmSync(folder, { recursive: true });
});

/** Starts a worker that ends with this code when it is told to; resolves when it can be told. */
async function start(code: number): Promise<void> {
  const script = join(folder, 'worker.mjs');
  const lines = [
    `process.on('SIGTERM', () => process.exit(${code}));`,
    'setInterval(() => undefined, 1_000);',
    'console.log(process.pid);',
  ];
  writeFileSync(script, lines.join('\n'));
  const options = { name: 'loader', root: folder, script, logFolder: folder, tell: () => undefined };
  const env = { PATH: process.env['PATH'] };
  const delays = { baseMs: 1, capMs: 1 };
  worker = startWorkerTarget({ ...options, env, delays }, (exit) => exits.push(exit));
  await listens();
}

/** Resolves when the process that runs now has said that it can be told. */
async function listens(): Promise<void> {
  await worker.start();
  const log = join(folder, 'loader.log');
  await until(() => existsSync(log) && readFileSync(log, 'utf8').includes(`${worker.pid()}\n`));
}

function ends(): { by: string; expected: boolean }[] {
  return exits.map(({ exit, expected }) => ({ by: exit.signal ?? `exit code ${exit.code}`, expected }));
}

async function kill({ gone, pid }: Target): Promise<void> {
  const isGone = gone();
  process.kill(pid(), 'SIGKILL');
  await isGone;
}

describe('the end of a worker', () => {
  test('is as expected when a fault kills it or has it drain, and it runs again', async () => {
    await start(0);
    const first = worker.pid();
    await kill(worker);
    await listens();
    expect(worker.pid()).not.toBe(first);
    await worker.stop();
    await listens();
    await worker.close();
    expect(ends()).toEqual([
      { by: 'SIGKILL', expected: true },
      { by: 'exit code 0', expected: true },
      { by: 'exit code 0', expected: true },
    ]);
  });

  test('is not when it comes by itself, also after one that was', async () => {
    await start(0);
    await kill(worker);
    await listens();
    process.kill(worker.pid(), 'SIGKILL');
    await until(() => exits.length === 2);
    await listens();
    process.kill(worker.pid(), 'SIGTERM');
    await until(() => exits.length === 3);
    expect(ends()).toEqual([
      { by: 'SIGKILL', expected: true },
      { by: 'SIGKILL', expected: false },
      { by: 'exit code 0', expected: false },
    ]);
  });

  test('is not when it did not drain in order', async () => {
    await start(1);
    await worker.stop();
    expect(ends()).toEqual([{ by: 'exit code 1', expected: false }]);
  });

  test('after which nobody starts it again is told, not waited for', async () => {
    await start(2); // as with wrong settings
    await worker.stop();
    await expect(worker.start()).rejects.toThrow('loader is not started again');
  });
});
