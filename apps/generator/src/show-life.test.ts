import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { showLife } from './show-life.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('signs of life are given while a chunk is awaited, and none while one is dealt with', async () => {
  let signs = 0;
  const gate = Promise.withResolvers<Buffer>();
  async function* chunks(): AsyncGenerator<Buffer> {
    yield await gate.promise;
  }
  const shown = showLife(chunks(), () => (signs += 1));
  const first = shown.next();
  jest.advanceTimersByTime(60_000);
  expect(signs).toBe(60);
  gate.resolve(Buffer.from('one'));
  expect(String((await first).value)).toBe('one');
  jest.advanceTimersByTime(60_000);
  expect(signs).toBe(60);
  expect((await shown.next()).done).toBe(true);
  expect(jest.getTimerCount()).toBe(0);
});
