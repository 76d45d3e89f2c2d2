import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { until } from '@cdr/testing';
import { freeze, type Frozen } from './freeze.ts';
import { holdTree, signalAll } from './process-tree.ts';

let top: ChildProcess;
let frozen: Frozen | undefined;

beforeEach(async () => {
  // A process with two below it, each in a session of its own, as PostgreSQL's are.
  top = spawn('sh', ['-c', 'setsid sleep 60 & setsid sleep 60 & wait']);
  await until(() => family().length === 3, { what: 'three processes' });
});
afterEach(async () => {
  await frozen?.thaw();
  frozen = undefined;
  signalAll(holdTree(top.pid!), 'SIGKILL');
});

function ps(columns: string): string[][] {
  const lines = execFileSync('ps', ['-A', '-o', columns], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => line.trim().split(/\s+/));
}

/** The process and those below it: the first letters of their states, T for stopped. */
function family(): string[] {
  const own = String(top.pid);
  return ps('pid=,ppid=,state=')
    .filter(([pid, parent]) => pid === own || parent === own)
    .map(([, , state]) => state!);
}

function standsStill(): boolean {
  return family().every((state) => state === 'T');
}

function goesOn(): boolean {
  return family().every((state) => state !== 'T');
}

describe('a process', () => {
  test('stands still with all below it, until it is thawed', async () => {
    frozen = await freeze({ pid: top.pid!, stopMs: 0, runMs: null });
    expect(standsStill()).toBe(true);
    await frozen.thaw();
    expect(family()).toHaveLength(3);
    expect(goesOn()).toBe(true);
  });

  test('is slow when it stands still again and again', async () => {
    frozen = await freeze({ pid: top.pid!, stopMs: 200, runMs: 200 });
    for (const turn of [1, 2]) {
      await until(goesOn, { what: `it runs, turn ${turn}` });
      await until(standsStill, { what: `it stands still, turn ${turn}` });
    }
  });

  test('goes on when whoever stopped it is killed', async () => {
    const module = new URL('./freeze.ts', import.meta.url).href;
    const script = `
      import { freeze } from ${JSON.stringify(module)};
      await freeze({ pid: ${top.pid}, stopMs: 0, runMs: null });`;
    const launcher = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1' },
      stdio: 'inherit',
    });
    await until(standsStill, { what: 'it stands still' });
    launcher.kill('SIGKILL');
    await until(goesOn, { what: 'it goes on' });
  });

  test('that is gone cannot be stopped', async () => {
    const gone = spawn('true');
    await new Promise((resolve) => gone.once('exit', resolve));
    await expect(freeze({ pid: gone.pid!, stopMs: 0, runMs: null })).rejects.toThrow('cannot be stopped');
  });
});
