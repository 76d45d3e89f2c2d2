import { expect, jest, test } from '@jest/globals';
import { cutAtStop, laterThan, whenAborted } from './cut-at-stop.ts';

test('at the stop every part is cut, and none before', () => {
  const stop = new AbortController();
  const cut: string[] = [];
  cutAtStop(
    stop.signal,
    ['warehouse', 'store'].map((name) => ({ close: () => void cut.push(name) })),
  );
  expect(cut).toEqual([]);
  stop.abort();
  expect(cut).toEqual(['warehouse', 'store']);
});

test('a signal later than the stop aborts so many ms after it, and not before', async () => {
  jest.useFakeTimers();
  const stop = new AbortController();
  const later = laterThan(stop.signal, 1_500);
  await jest.advanceTimersByTimeAsync(10_000);
  stop.abort();
  await jest.advanceTimersByTimeAsync(1_499);
  expect(later.aborted).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  expect(later.aborted).toBe(true);
  await whenAborted(later);
  jest.useRealTimers();
});
