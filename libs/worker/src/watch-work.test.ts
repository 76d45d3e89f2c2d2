import { expect, test } from '@jest/globals';
import { Stalled, watchWork } from './watch-work.ts';

const well = { stall: () => null };
const stuck = { stall: () => 'raw/3 has not moved' };
const never = new Promise<never>(() => undefined);
const { signal } = new AbortController();

test('work that ends gives what it came to', async () => {
  expect(await watchWork(Promise.resolve(7), well, signal)).toBe(7);
  const error = new Error('the table is gone');
  await expect(watchWork(Promise.reject(error), well, signal)).rejects.toBe(error);
});

test('work that does not move ends with the sentence about it', async () => {
  await expect(watchWork(never, stuck, signal)).rejects.toEqual(new Stalled('raw/3 has not moved'));
});

test('work that has been told to stop is not asked: its deadline ends it', async () => {
  const draining = new Promise<number>((resolve) => setImmediate(() => resolve(7)));
  expect(await watchWork(draining, stuck, AbortSignal.abort())).toBe(7);
});

test('it is asked again and again', async () => {
  let asked = 0;
  const later = { stall: () => ((asked += 1) === 2 ? 'raw/3 has not moved' : null) };
  await expect(watchWork(never, later, signal)).rejects.toThrow('raw/3 has not moved');
});
