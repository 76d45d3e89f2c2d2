import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arrivedAt, cleanOf, createMemoryPipeline } from '../testing/memory-pipeline.ts';
import { findClean } from './find-clean.ts';

/** Clean with these records of raw, in this order; each is carried at the latest time of those before it. */
function withClean(offsets: readonly number[], timeOf = arrivedAt) {
  const memory = createMemoryPipeline();
  let carried = 0;
  let highWater = -1;
  for (const offset of offsets) {
    // A replay carries the time that it had the first time.
    if (offset > highWater) carried = Math.max(carried, timeOf(offset));
    highWater = Math.max(highWater, offset);
    memory.log('clean').append([cleanOf({ partition: 0, offset }, Math.min(carried, timeOf(offset)))]);
  }
  return memory;
}

function found(memory: ReturnType<typeof withClean>, offset: number, range?: [first: number, next: number]) {
  const [first, next] = range ?? [];
  return findClean(
    memory.parts.logs,
    { partition: 0, offset },
    arrivedAt(offset),
    first === undefined ? undefined : { topic: 'clean', partition: 0, first, next: next! },
  );
}

describe('the clean record of a raw one', () => {
  test('is the first that counts, though replays stand behind it', async () => {
    const memory = withClean([0, 1, 2, 4, 1, 2, 4, 5]);
    expect(await found(memory, 4)).toMatchObject({ kind: 'held', record: { offset: 3 } });
    expect(await found(memory, 5)).toMatchObject({ kind: 'held', record: { offset: 7 } });
  });

  test('is the one that whoever reads all of clean by the reader rule finds', async () => {
    const sessions = fc.array(fc.array(fc.nat(30), { maxLength: 12 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(sessions, fc.nat(30), async (written, offset) => {
        const order = written.flatMap((session) => [...new Set(session)].sort((a, b) => a - b));
        const first = order.findIndex(
          (one, n) => one === offset && order.slice(0, n).every((before) => before < one),
        );
        const step = await found(withClean(order), offset);
        expect(step.kind === 'held' ? step.record.offset : -1).toBe(first);
      }),
    );
  });

  test('is searched within the batch that loaded it', async () => {
    const memory = withClean([0, 1, 2, 3]);
    expect(await found(memory, 2, [1, 3])).toMatchObject({ kind: 'held', record: { offset: 2 } });
    expect(await found(memory, 3, [1, 3])).toMatchObject({ kind: 'none' });
  });

  test('has expired when clean begins behind its batch, or in it and holds it no more', async () => {
    const memory = withClean([0, 1, 2, 3, 4]);
    memory.log('clean').expire(2);
    expect(await found(memory, 1, [0, 2])).toEqual({
      kind: 'expired',
      says: 'clean/0 keeps offsets from 2 on: it has expired',
    });
    expect(await found(memory, 1, [0, 5])).toMatchObject({ kind: 'expired' });
    expect(await found(memory, 3, [0, 5])).toMatchObject({ kind: 'held', record: { offset: 3 } });
  });

  test('is none where clean goes on without it, or has not come to it', async () => {
    const memory = withClean([0, 2]);
    expect(await found(memory, 1)).toEqual({ kind: 'none', says: 'clean goes on behind it without it' });
    expect(await found(memory, 3)).toEqual({ kind: 'none', says: 'clean does not hold it' });
  });

  test('is found though the clock of the broker went back', async () => {
    const wentBack = (offset: number) => arrivedAt(offset === 1 ? 9 : offset);
    const memory = createMemoryPipeline();
    let carried = 0;
    for (const offset of [0, 1, 2, 3]) {
      carried = Math.max(carried, wentBack(offset));
      memory.log('clean').append([cleanOf({ partition: 0, offset }, carried)]);
    }
    expect(await found(memory, 3)).toMatchObject({ kind: 'held', record: { offset: 3 } });
  });
});
