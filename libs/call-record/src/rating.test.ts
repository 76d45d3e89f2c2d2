import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { agreesWithRate, costInCents } from './rating.ts';

const seconds = fc.nat({ max: 86_400 });
const rate = fc.nat({ max: 1000 });

describe('150 seconds at 5 cents a minute cost exactly 12.5 cents', () => {
  test.each([
    [11, false],
    [12, true],
    [13, true],
    [14, false],
  ])('%p cents agree: %p', (cents, agrees) => {
    expect(agreesWithRate(cents, 150, 5)).toBe(agrees);
  });
});

test('exactly one cent off is still in agreement, on both sides', () => {
  expect([3, 4, 5, 6, 7].map((cents) => agreesWithRate(cents, 60, 5))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});

test('a cent and a sixtieth off is not', () => {
  expect([agreesWithRate(2, 59, 1), agreesWithRate(2, 60, 1), agreesWithRate(2, 61, 1)]).toEqual([
    false,
    true,
    true,
  ]);
});

test.each([
  [716, 60],
  [132, 11],
  [150, 13],
  [0, 0],
  [5, 0],
  [6, 1],
  [86_400, 7200],
])('%p seconds cost %p cents', (duration, cents) => {
  expect(costInCents(duration, 5)).toBe(cents);
});

test('the cost never falls as seconds grow', () => {
  fc.assert(
    fc.property(seconds, seconds, rate, (a, b, centsPerMinute) => {
      expect(costInCents(a + b, centsPerMinute)).toBeGreaterThanOrEqual(costInCents(a, centsPerMinute));
    }),
  );
});

test('the cost agrees with the rate however the source rounds: half up, to even, down or up', () => {
  fc.assert(
    fc.property(seconds, rate, (duration, centsPerMinute) => {
      const exact = (duration * centsPerMinute) / 60;
      expect(agreesWithRate(costInCents(duration, centsPerMinute), duration, centsPerMinute)).toBe(true);
      expect(agreesWithRate(Math.floor(exact), duration, centsPerMinute)).toBe(true);
      expect(agreesWithRate(Math.ceil(exact), duration, centsPerMinute)).toBe(true);
    }),
  );
});

test('two cents off never agree', () => {
  fc.assert(
    fc.property(seconds, rate, fc.constantFrom(-2, 2), (duration, centsPerMinute, off) => {
      const cents = costInCents(duration, centsPerMinute) + off;
      expect(agreesWithRate(cents, duration, centsPerMinute)).toBe(false);
    }),
  );
});
