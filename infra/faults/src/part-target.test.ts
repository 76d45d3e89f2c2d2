import { describe, expect, test } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExitInfo, Part } from '@cdr/infra';
import { startPartTarget } from './part-target.ts';

/** Parts that end when told to. */
function createParts() {
  const ends: (() => void)[] = [];
  async function begin(): Promise<Part> {
    const { promise: exited, resolve } = Promise.withResolvers<ExitInfo>();
    const pid = ends.length + 1;
    function end(): void {
      resolve({ code: 0, signal: null });
    }
    ends.push(end);
    return { name: 'Kafka', url: '', logFile: `kafka-${pid}.log`, pid, exited, stop: async () => end() };
  }
  return { begin, ends };
}

async function deathOf({ died }: { died: Promise<string> }): Promise<string | null> {
  return Promise.race([died, nextTurn(null)]);
}

describe('a part that faults are done to', () => {
  test('is another process after each of its ends, and nobody is alarmed', async () => {
    const { begin, ends } = createParts();
    const target = await startPartTarget(begin);
    expect(target.pid()).toBe(1);
    const gone = target.gone();
    ends[0]!();
    await gone;
    await target.start();
    expect(target.pid()).toBe(2);
    await target.stop();
    await target.start();
    expect(target.part.pid).toBe(3);
    await target.close();
    expect(await deathOf(target)).toBeNull();
  });

  test('that ends by itself is told, also when it was started again', async () => {
    const { begin, ends } = createParts();
    const target = await startPartTarget(begin);
    await target.stop();
    await target.start();
    expect(await deathOf(target)).toBeNull();
    ends[1]!();
    expect(await deathOf(target)).toBe('Kafka ended by itself (exit code 0). Its log: kafka-2.log.');
  });
});
