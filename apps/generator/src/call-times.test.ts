import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLiveStarts, createMomentPrinter, createSteppedStarts } from './call-times.ts';
import { createRandom } from './random.ts';

describe('live starts', () => {
  test('follow the clock', () => {
    const clock = { now: 1_000 };
    const nextStart = createLiveStarts(() => clock.now, 10);
    expect(nextStart()).toBe(1_000);
    clock.now = 2_345;
    expect(nextStart()).toBe(2_345);
  });

  test('never go back, and never crowd a second, whatever the clock does', () => {
    const clock = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(clock, (moments) => {
        const ticks = moments.values();
        const nextStart = createLiveStarts(() => ticks.next().value ?? 0, 3);
        const starts = moments.map(() => nextStart());
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
        const perSecond = Map.groupBy(starts, (start) => Math.floor(start / 1000));
        for (const sharing of perSecond.values()) expect(sharing.length).toBeLessThanOrEqual(3);
      }),
    );
  });
});

test('stepped starts begin at their base and go on in small steps', () => {
  const nextStart = createSteppedStarts(5_000, createRandom(1, 2));
  const starts = Array.from({ length: 1_000 }, nextStart);
  expect(starts[0]).toBe(5_000);
  for (const [n, start] of starts.slice(1).entries()) {
    expect(start - (starts[n] as number)).toBeGreaterThanOrEqual(0);
    expect(start - (starts[n] as number)).toBeLessThan(10);
  }
});

describe('a moment', () => {
  const instant = Date.UTC(2023, 6, 4, 3, 5, 9, 999);

  test.each([
    ['UTC', '2023-07-04 03:05:09'],
    ['America/New_York', '2023-07-03 23:05:09'],
    ['Asia/Kolkata', '2023-07-04 08:35:09'],
  ])('is printed in %s', (timeZone, text) => {
    expect(createMomentPrinter(timeZone)(instant)).toBe(text);
  });

  test('is midnight 00:00:00, never 24:00:00', () => {
    expect(createMomentPrinter('Asia/Kolkata')(Date.UTC(2023, 0, 1, 18, 30))).toBe('2023-01-02 00:00:00');
  });

  test('is printed right however many were printed before', () => {
    const print = createMomentPrinter('UTC');
    for (const seconds of [0, 4_096, 0, 8_192, 4_096, 1]) {
      const text = new Date(instant + seconds * 1000).toISOString();
      expect(print(instant + seconds * 1000)).toBe(`${text.slice(0, 10)} ${text.slice(11, 19)}`);
    }
  });
});
