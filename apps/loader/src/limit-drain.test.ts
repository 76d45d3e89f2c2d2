import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { partOf } from './keep-loading.ts';
import { limitDrain } from './limit-drain.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function start() {
  const stop = new AbortController();
  const told: string[] = [];
  const limit = limitDrain(stop.signal, 2_000, [{ close: () => void told.push('cut') }], () =>
    told.push('giving up'),
  );
  return { stop, told, limit };
}

test('what still works so long after the stop is told and cut, as trouble that passes: it is no failure', () => {
  const { stop, told, limit } = start();
  jest.advanceTimersByTime(60_000);
  stop.abort();
  jest.advanceTimersByTime(1_999);
  expect([told, limit.cut.aborted]).toEqual([[], false]);
  jest.advanceTimersByTime(1);
  expect(told).toEqual(['giving up', 'cut']);
  expect(partOf(limit.cut.reason)).toBe('warehouse');
});

test('what is done before is left alone', () => {
  const { stop, told, limit } = start();
  stop.abort();
  limit.close();
  jest.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
});
