import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextDelay } from './backoff.ts';

test('the bound of a delay doubles up to the cap', () => {
  const bounds = [0, 1, 2, 3, 4, 60].map((attempt) =>
    nextDelay(attempt, { baseMs: 100, capMs: 1_000 }, () => 1),
  );
  expect(bounds).toEqual([100, 200, 400, 800, 1_000, 1_000]);
});

test('a delay is never negative and never above the cap', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(2_000), fc.nat(10_000), fc.nat(60_000), random, (attempt, baseMs, capMs, drawn) => {
      const delay = nextDelay(attempt, { baseMs, capMs }, () => drawn);
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(capMs);
    }),
  );
});
