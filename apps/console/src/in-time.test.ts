import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { inTime, oneAtATime } from './in-time.ts';

beforeEach(() => void jest.useFakeTimers({ now: 0 }));
afterEach(() => void jest.useRealTimers());

function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}

describe('an answer', () => {
  test('that comes in time is the answer, and so is an error', async () => {
    expect(await inTime(1_000, Promise.resolve(7), 'late')).toBe(7);
    await expect(inTime(1_000, Promise.reject(new Error('gone')), 'late')).rejects.toThrow('gone');
    expect(jest.getTimerCount()).toBe(0);
  });

  test('that comes late is not waited for, and harms nobody when it is an error', async () => {
    const answer = Promise.withResolvers<number>();
    const asked = expect(inTime(1_000, answer.promise, 'late')).rejects.toThrow('late');
    await jest.advanceTimersByTimeAsync(1_000);
    await asked;
    answer.reject(new Error('nobody hears of this'));
    await jest.advanceTimersByTimeAsync(0);
  });
});

describe('a part', () => {
  test('that hangs is not asked again until it has answered', async () => {
    const answers = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
    let asked = 0;
    const ask = oneAtATime(10_000, () => answers[asked++]!.promise);
    const first = expect(ask()).rejects.toThrow('no answer within 10 s');
    await jest.advanceTimersByTimeAsync(12_000);
    await first;
    await expect(ask()).rejects.toThrow('no answer since 1970-01-01T00:00:00.000Z');
    expect(asked).toBe(1);
    answers[0]!.reject(new Error('gone'));
    await jest.advanceTimersByTimeAsync(0);
    answers[1]!.resolve(7);
    expect([await ask(), asked]).toEqual([7, 2]);
  });

  test('that never answers keeps nobody waiting', async () => {
    const ask = oneAtATime(10, () => never());
    const first = expect(ask()).rejects.toThrow('no answer within');
    await jest.advanceTimersByTimeAsync(10);
    await first;
    await expect(ask()).rejects.toThrow('no answer since');
  });
});
