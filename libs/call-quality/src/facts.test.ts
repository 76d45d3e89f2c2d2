import { describe, expect, test } from '@jest/globals';
import { createFactGatherer } from './facts.ts';
import { goodCall, receivedAt } from './testing/good-call.ts';

const inUtc = createFactGatherer('UTC');
const inBerlin = createFactGatherer('Europe/Berlin');

test('facts are the amount in cents and the instants of start and end', () => {
  expect(inUtc(goodCall, receivedAt)).toEqual({
    call: goodCall,
    cents: 60,
    start: Date.UTC(2023, 10, 15, 14, 30, 22),
    end: Date.UTC(2023, 10, 15, 14, 42, 18),
    receivedAt,
  });
});

test('the time zone decides which instants are meant', () => {
  const { start, end } = inBerlin(goodCall, receivedAt);
  expect([start, end]).toEqual([Date.UTC(2023, 10, 15, 13, 30, 22), Date.UTC(2023, 10, 15, 13, 42, 18)]);
});

test('an amount with more than two decimals has no cents', () => {
  expect(inUtc({ ...goodCall, total_amount: '0.601' }, receivedAt).cents).toBeNull();
});

test('a moment that does not exist has no instant', () => {
  const call = { ...goodCall, start_datetime: '2023-02-30 00:00:00', end_datetime: '2023-11-15 24:00:00' };
  expect(inUtc(call, receivedAt)).toMatchObject({ start: null, end: null });
});

describe('in the hour that autumn repeats, the pair that agrees with the duration is meant', () => {
  // Both 02:xx of 27 October 2024: first at UTC+2, again at UTC+1.
  const first = Date.UTC(2024, 9, 27, 0);
  const again = Date.UTC(2024, 9, 27, 1);
  const minute = 60_000;
  test.each([
    [
      'within the first hour: the earlier of two equal pairs',
      '02:10:00',
      '02:20:00',
      600,
      first + 10 * minute,
      first + 20 * minute,
    ],
    ['from the first to the second', '02:50:00', '02:05:00', 900, first + 50 * minute, again + 5 * minute],
    ['an hour longer', '02:10:00', '02:20:00', 4200, first + 10 * minute, again + 20 * minute],
    ['into the second', '01:50:00', '02:10:00', 4800, first - 10 * minute, again + 10 * minute],
    ['out of the second', '02:50:00', '03:10:00', 1200, again + 50 * minute, again + 70 * minute],
  ])('%s', (_, from, to, seconds, start, end) => {
    const call = {
      ...goodCall,
      start_datetime: `2024-10-27 ${from}`,
      end_datetime: `2024-10-27 ${to}`,
      call_duration: seconds,
    };
    expect(inBerlin(call, receivedAt)).toMatchObject({ start, end });
  });

  test('a start without an end is the earlier one', () => {
    const call = { ...goodCall, start_datetime: '2024-10-27 02:00:00', end_datetime: '2024-02-30 00:00:00' };
    expect(inBerlin(call, receivedAt)).toMatchObject({ start: first, end: null });
  });

  test('an end without a start is the earlier one', () => {
    const call = { ...goodCall, start_datetime: '2024-02-30 00:00:00', end_datetime: '2024-10-27 02:00:00' };
    expect(inBerlin(call, receivedAt)).toMatchObject({ start: null, end: first });
  });
});
