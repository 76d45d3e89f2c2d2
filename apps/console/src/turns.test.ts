import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createTurns } from './turns.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const limits = { most: 2, waitMs: 5_000, problem: 'two do it already: try again' };

describe('turns', () => {
  test('are for so many at once, and for whoever waits in their order', async () => {
    const turns = createTurns(limits);
    const giveBack = [await turns.take(), await turns.take()];
    const came: string[] = [];
    void turns.take().then(() => came.push('third'));
    void turns.take().then(() => came.push('fourth'));
    await jest.advanceTimersByTimeAsync(4_000);
    expect(came).toEqual([]);
    giveBack[1]!();
    await jest.advanceTimersByTimeAsync(0);
    expect(came).toEqual(['third']);
    giveBack[0]!();
    await jest.advanceTimersByTimeAsync(0);
    expect([came, jest.getTimerCount()]).toEqual([['third', 'fourth'], 0]);
  });

  test('that do not come in time are told, and are taken by nobody when they come', async () => {
    const turns = createTurns(limits);
    const giveBack = await turns.take();
    await turns.take();
    const third = expect(turns.take()).rejects.toThrow(limits.problem);
    await jest.advanceTimersByTimeAsync(5_000);
    await third;
    giveBack();
    await turns.take();
  });

  test('given back twice are one', async () => {
    const turns = createTurns({ ...limits, most: 1 });
    const giveBack = await turns.take();
    giveBack();
    giveBack();
    await turns.take();
    const second = expect(turns.take()).rejects.toThrow(limits.problem);
    await jest.advanceTimersByTimeAsync(5_000);
    await second;
  });
});
