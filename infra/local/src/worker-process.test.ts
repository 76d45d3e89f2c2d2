import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ExitInfo } from '@cdr/infra';
import { isAlive, until } from '@cdr/testing';
import { type Restart, startsAgain, startWorker, type WorkerProcess } from './worker-process.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const script = fileURLToPath(new URL('./fake-worker.fixture.ts', import.meta.url));
let logFolder: string;
let told: string[];
let ends: ExitInfo[];
let worker: WorkerProcess | undefined;

beforeEach(() => {
  logFolder = mkdtempSync(join(tmpdir(), 'cdr-worker-'));
  told = [];
  ends = [];
});
afterEach(async () => {
  await worker?.stop();
  rmSync(logFolder, { recursive: true });
});

function start(restart: Restart, args: string[], env: Record<string, string> = {}): WorkerProcess {
  worker = startWorker({
    name: 'fake',
    root,
    script,
    args,
    logFolder,
    env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', ...env },
    restart,
    tell: (line) => told.push(line),
    onEnd: (exit) => ends.push(exit),
    delays: { baseMs: 20, capMs: 40 },
  });
  return worker;
}

function written(): { msg: string; pid: number; flags?: string }[] {
  const file = join(logFolder, 'fake.log');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { msg: string; pid: number });
}

describe('a worker process', () => {
  test('is started again when it is killed, and told so in one line', async () => {
    start('always', ['work']);
    await until(() => written().length === 1);
    process.kill(written()[0]!.pid, 'SIGKILL');
    await until(() => written().length === 2);
    expect(told).toEqual([
      `fake ended (SIGKILL). Starting it again in 0.02 s; its log: ${join(logFolder, 'fake.log')}`,
    ]);
  });

  test('names the process that runs, and tells of the end of each', async () => {
    const { pid, stop } = start('always', ['work']);
    await until(() => pid() !== null && written().length === 1);
    const first = pid()!;
    expect(first).toBe(written()[0]!.pid);
    process.kill(first, 'SIGKILL');
    await until(() => pid() !== null && written().length === 2);
    expect(pid()).not.toBe(first);
    await stop();
    expect(ends).toEqual([
      { code: null, signal: 'SIGKILL' },
      { code: 0, signal: null },
    ]);
    expect(pid()).toBeNull();
  });

  test('is started again with growing delays, with the reason it gave', async () => {
    start('always', ['fail', '1', 'topic raw does not exist.']);
    await until(() => told.length >= 3);
    expect(told.slice(0, 3).map((line) => line.split(';')[0])).toEqual([
      'fake ended (exit code 1): topic raw does not exist. Starting it again in 0.02 s',
      'fake ended (exit code 1): topic raw does not exist. Starting it again in 0.04 s',
      'fake ended (exit code 1): topic raw does not exist. Starting it again in 0.04 s',
    ]);
  });

  test('drains when it is stopped, however often', async () => {
    const { stop, ended } = start('always', ['work']);
    await until(() => written().length === 1);
    await Promise.all([stop(), stop()]);
    expect((await ended).exit).toEqual({ code: 0, signal: null });
    expect(isAlive(written()[0]!.pid)).toBe(false);
    expect(told).toEqual([]);
  });

  test('is not started again once it is stopped while it waits for that', async () => {
    const { stop, ended } = start('always', ['exit', '1']);
    await until(() => told.length === 1);
    await stop();
    await ended;
    const { length } = told;
    await pause(100);
    expect(told).toHaveLength(length);
  });

  test('that comes to its end tells how, with what it wrote', async () => {
    const { exit, log } = await start('never', ['fail', '1', 'no file']).ended;
    expect(exit).toEqual({ code: 1, signal: null });
    expect(log.lines()).toEqual([
      expect.objectContaining({ fields: expect.objectContaining({ msg: 'stopped' }) }),
    ]);
  });

  test("gets the user's flags for Node", async () => {
    start('never', ['work'], { NODE_OPTIONS: '--max-old-space-size=200' });
    await until(() => written().length === 1);
    expect(written()[0]!.flags).toBe('--max-old-space-size=200');
  });

  test('ends with the launcher, though that is killed', async () => {
    const launcher = spawn(process.execPath, ['--input-type=module', '--eval', orphanMaker()], {
      env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1' },
      stdio: 'inherit',
    });
    await until(() => written().length === 1);
    launcher.kill('SIGKILL');
    await until(() => !isAlive(written()[0]!.pid));
  });

  test('ends with its guard, though that is killed', async () => {
    const { ended } = start('never', ['work']);
    await until(() => written().length === 1);
    const { pid } = written()[0]!;
    const [, guard] = / (\d+) \d+ \d+ /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8').split(')')[1]!)!;
    process.kill(Number(guard), 'SIGKILL');
    expect((await ended).exit).toEqual({ code: null, signal: 'SIGKILL' });
    await until(() => !isAlive(pid));
  });
});

function orphanMaker(): string {
  const module = new URL('./worker-process.ts', import.meta.url).href;
  const options = { name: 'fake', root, script, args: ['never end'], logFolder, restart: 'always' };
  return `
    import { startWorker } from ${JSON.stringify(module)};
    startWorker({ ...${JSON.stringify(options)}, env: process.env, tell: () => undefined });`;
}

describe('whether a worker starts again', () => {
  test.each<[string, Restart, number | null, boolean]>([
    ['a worker told to end by somebody else', 'always', 0, true],
    ['a worker that failed', 'always', 1, true],
    ['a killed worker', 'always', null, true],
    ['a worker with wrong settings', 'always', 2, false],
    ['an endless generator that failed', 'on failure', 1, true],
    ['an endless generator that is done', 'on failure', 0, false],
    ['a killed generator that would begin its file again', 'never', null, false],
  ])('%s', (_, restart, code, again) => {
    expect(startsAgain({ code, signal: null }, restart)).toBe(again);
  });
});
