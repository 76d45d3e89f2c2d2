import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { between, type Histogram, quantile, summarise, together } from './histogram.ts';

const bounds = [0.1, 1, 10, Number.POSITIVE_INFINITY];

/** A histogram that has observed these. */
function observed(...values: number[]): Histogram {
  return {
    buckets: bounds.map((bound) => ({ bound, count: values.filter((value) => value <= bound).length })),
    sum: values.reduce((sum, value) => sum + value, 0),
  };
}

const values = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1, maxLength: 30 });
const shares = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

describe('what was measured between two scrapes', () => {
  test('is nothing when nothing was', () => {
    expect(between(null, null)).toBeNull();
    expect(between(null, observed())).toBeNull();
    expect(between(observed(1, 2), observed(1, 2))).toBeNull();
  });

  test('is all of it when there was nothing before, and when the worker was started anew', () => {
    expect(between(null, observed(5))).toEqual(observed(5));
    expect(between(observed(1, 1, 1), observed(5))).toEqual(observed(5));
  });

  test('is the second without the first, also after others have measured', () => {
    fc.assert(
      fc.property(values, values, (first, second) => {
        const change = between(observed(...first), observed(...first, ...second))!;
        expect(change.buckets).toEqual(observed(...second).buckets);
        expect(change.sum).toBeCloseTo(observed(...second).sum, 6);
      }),
    );
  });
});

test('several workers together are as one that measured it all', () => {
  expect(together([])).toBeNull();
  fc.assert(
    fc.property(values, values, (first, second) => {
      const all = together([observed(...first), observed(...second)])!;
      expect(all.buckets).toEqual(observed(...first, ...second).buckets);
      expect(all.sum).toBeCloseTo(observed(...first, ...second).sum, 6);
    }),
  );
});

describe('a quantile', () => {
  test.each<[string, number[], number, number]>([
    ['lies on a straight line within its bucket', [0.5, 0.6, 0.7, 0.8], 0.5, 0.55],
    ['begins at 0', [0.05, 0.05], 0.5, 0.05],
    ['passes over empty buckets', [0.05, 5], 1, 10],
    ['above the last finite bound is told as that', [50, 60], 0.5, 10],
  ])('%s', (_, measured, share, expected) => {
    expect(quantile(observed(...measured), share)).toBeCloseTo(expected, 9);
  });

  test('lies in the bucket of the value that it stands for, and never falls as the share grows', () => {
    fc.assert(
      fc.property(values, shares, (measured, [a, b]) => {
        const histogram = observed(...measured);
        const [low, high] = [quantile(histogram, Math.min(a, b)), quantile(histogram, Math.max(a, b))];
        expect(low).toBeLessThanOrEqual(high + 1e-9);
        const exact = measured.toSorted((x, y) => x - y)[
          Math.max(0, Math.ceil(Math.max(a, b) * measured.length) - 1)
        ]!;
        const above = Math.min(
          10,
          bounds.find((bound) => exact <= bound)!,
        );
        const below = exact > 10 ? 10 : (bounds.findLast((bound) => bound < exact) ?? 0);
        expect(high).toBeGreaterThanOrEqual(below - 1e-9);
        expect(high).toBeLessThanOrEqual(above + 1e-9);
      }),
    );
  });
});

test('figures of a histogram are its quantiles, mean and count; none of nothing', () => {
  expect(summarise(null)).toBeNull();
  expect(summarise(observed())).toBeNull();
  expect(summarise(observed(0.5, 0.5, 0.5, 4.5))).toMatchObject({ count: 4, mean: 1.5 });
});
