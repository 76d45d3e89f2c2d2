import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const fixture = fileURLToPath(new URL('./idle-worker.fixture.ts', import.meta.url));

interface Ended {
  code: number | null;
  messages: string[];
  stderr: string;
}

/** Runs the fixture in a process of its own and sends the signals one after the other, each when it is at work. */
function runFixture(habit: string, signals: NodeJS.Signals[]): Promise<Ended> {
  const child = spawn(process.execPath, [fixture], { env: { HABIT: habit, NODE_NO_WARNINGS: '1' } });
  const messages: string[] = [];
  let stderr = '';
  let pending = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (pending + chunk.toString()).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) {
      messages.push((JSON.parse(line) as { msg: string }).msg);
      const signal = signals.shift();
      if (signal) child.kill(signal);
    }
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, messages, stderr })));
}

describe('a worker in a process of its own', () => {
  test.each<NodeJS.Signals>(['SIGTERM', 'SIGINT'])('drains at %s and exits 0', async (signal) => {
    expect(await runFixture('drains', [signal])).toEqual({
      code: 0,
      messages: ['working', 'stopping: finishing what is in flight'],
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

  test('exits 2 with the problem on stderr when settings are wrong', async () => {
    const { code, stderr } = await runFixture('', []);
    expect(stderr).toBe('idle: HABIT is missing\n');
    expect(code).toBe(2);
  });
});
