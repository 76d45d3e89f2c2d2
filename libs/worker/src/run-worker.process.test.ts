import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { type RunningScript, startScript, until } from '@cdr/testing';

jest.setTimeout(30_000); // a process on a busy machine

const fixture = fileURLToPath(new URL('./idle-worker.fixture.ts', import.meta.url));

let worker: RunningScript;
afterEach(() => void worker.child.kill('SIGKILL'));

/** Runs the fixture in a process of its own and sends the signals one after the other, each at a line of its log. */
async function runFixture(habit: string, signals: NodeJS.Signals[]) {
  worker = startScript(fixture, { env: { HABIT: habit } });
  const { child, lines, ended } = worker;
  for (const [line, signal] of signals.entries()) {
    await until(() => lines.length > line);
    child.kill(signal);
  }
  const { code, stderr } = await ended;
  const errors = lines.flatMap(({ err }) => (err === undefined ? [] : [(err as Error).message]));
  return { code, messages: lines.map(({ msg }) => msg), errors, stderr };
}

describe('a worker in a process of its own', () => {
  test.each<NodeJS.Signals>(['SIGTERM', 'SIGINT'])('drains at %s and exits 0', async (signal) => {
    expect(await runFixture('drains', [signal])).toEqual({
      code: 0,
      messages: ['working', 'stopping: finishing what is in flight'],
      errors: [],
      stderr: '',
    });
  });

  test('exits 1 when it does not drain in time', async () => {
    const { code, messages } = await runFixture('hangs', ['SIGTERM']);
    expect(messages.at(-1)).toBe('not done in time: leaving, work in flight is given up');
    expect(code).toBe(1);
  });

  test('exits 1 when something was left open', async () => {
    const { code, messages } = await runFixture('leaks', ['SIGTERM']);
    expect(messages.at(-1)).toBe('not done in time: leaving, work in flight is given up');
    expect(code).toBe(1);
  });

  test('exits 1 at once at the second signal', async () => {
    const { code, messages } = await runFixture('hangs', ['SIGTERM', 'SIGINT']);
    expect(messages.at(-1)).toBe('told to stop twice: leaving at once, work in flight is given up');
    expect(code).toBe(1);
  });

  test('exits 1 after an error, told once', async () => {
    const { code, messages } = await runFixture('throws', []);
    expect(messages).toEqual(['working', 'stopped by an error']);
    expect(code).toBe(1);
  });

  test('exits 1 after a rejection nobody handled', async () => {
    const { code, messages } = await runFixture('forgets', []);
    expect(messages).toEqual(['working', 'stopped by an error nobody caught']);
    expect(code).toBe(1);
  });

  test('that hangs in one partition exits 1 by itself, and names it, where it stands, and what to do', async () => {
    const { code, messages, errors } = await runFixture('stalls', []);
    expect(messages).toEqual(['working', 'stopped by an error']);
    expect(errors).toEqual([
      expect.stringMatching(
        /^telecom-data\.raw\/3 has not moved for \d s \(since .*\); it stands at 12, its end is 50\. This worker must be started again/,
      ),
    ]);
    expect(code).toBe(1);
  });

  test('that asks a part again and again does not', async () => {
    expect(await runFixture('retries', [])).toMatchObject({ code: 0, messages: ['working'] });
  });

  test('exits 2 with the problem on stderr when settings are wrong', async () => {
    const { code, stderr } = await runFixture('', []);
    expect(stderr).toBe('idle: HABIT is missing\n');
    expect(code).toBe(2);
  });
});
