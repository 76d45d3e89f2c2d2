import { describe, expect, test } from '@jest/globals';
import { createPace } from './pace.ts';

describe('a pace', () => {
  test('lets no more go than are due, from the start on', () => {
    let now = 1_000;
    const pace = createPace(20, () => now);
    expect([pace.waitFor(0), pace.waitFor(2), pace.waitFor(20)]).toEqual([0, 100, 1_000]);
    now = 1_500;
    expect([pace.waitFor(2), pace.waitFor(20)]).toEqual([0, 500]);
  });

  test('does not wait without a rate', () => {
    expect(createPace(Number.POSITIVE_INFINITY, () => 0).waitFor(1_000_000)).toBe(0);
  });

  test.each([
    [1, 1],
    [20, 2],
    [2_000, 200],
    [1_000_000, 300],
    [Number.POSITIVE_INFINITY, 300],
  ])('of %d a second has few in flight: %d', (rate, atOnce) => {
    expect(createPace(rate, () => 0).atOnce).toBe(atOnce);
  });
});
