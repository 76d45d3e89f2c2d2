import { existsSync, rmSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { runTrial, type TrialRun } from './run-trial.ts';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a trial that ends so; says its exit code, and whether its folder is still there. */
async function tryIt(end: () => { passed: boolean }) {
  async function run(asked: TrialRun<{ json: boolean }>): Promise<{ passed: boolean }> {
    folder = asked.folder;
    expect(existsSync(folder)).toBe(true);
    return end();
  }
  const code = await runTrial({ json: false }, { name: 'test', usage: '', run, report: () => '' });
  return { code, stays: existsSync(folder) };
}

test('a trial that passed leaves nothing', async () => {
  expect(await tryIt(() => ({ passed: true }))).toEqual({ code: 0, stays: false });
});

test('one that did not leaves its folder, to be looked at', async () => {
  expect(await tryIt(() => ({ passed: false }))).toEqual({ code: 1, stays: true });
});

test('one that broke leaves it too', async () => {
  function end(): never {
    throw new Error('a part did not start');
  }
  expect(await tryIt(end)).toEqual({ code: 1, stays: true });
});

test('one that was told to stop leaves nothing', async () => {
  function end(): never {
    process.emit('SIGINT');
    throw new Error('given up');
  }
  expect(await tryIt(end)).toEqual({ code: 130, stays: false });
});
