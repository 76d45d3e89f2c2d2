import { describe, expect, test } from '@jest/globals';
import type { Histogram } from './histogram.ts';
import { latencyOver } from './latencies.ts';
import { instance, lookAt } from './looks.fixture.ts';

/** So many measurements of 2 s each. */
function measured(count: number): Histogram {
  return {
    buckets: [
      { bound: 4, count },
      { bound: Number.POSITIVE_INFINITY, count },
    ],
    sum: 2 * count,
  };
}

const silent = instance({ answers: false, startedAt: null });

describe('the latency over some looks', () => {
  test('is none before anything was measured', () => {
    expect(latencyOver([], 'validation')).toBeNull();
    expect(latencyOver([lookAt(1)], 'validation')).toBeNull();
  });

  test.each<[string, ReturnType<typeof instance>[], number | null]>([
    [
      'is what was measured since the first',
      [instance({ validation: measured(5) }), instance({ validation: measured(8) })],
      3,
    ],
    [
      'is none from one look, which holds the whole life of a worker',
      [instance({ validation: measured(5) })],
      null,
    ],
    [
      'begins where a worker answered first',
      [silent, instance({ validation: measured(500) }), instance({ validation: measured(502) })],
      2,
    ],
    [
      'counts what a worker measured that had measured nothing',
      [instance(), instance({ validation: measured(4) })],
      4,
    ],
    ['is none of a worker that is silent now', [instance({ validation: measured(5) }), silent], null],
    [
      'is of the process that answers now, not of the one before it',
      [
        instance({ validation: measured(5) }),
        instance({ startedAt: 9_000, validation: measured(7) }),
        instance({ startedAt: 9_000, validation: measured(8) }),
      ],
      1,
    ],
  ])('%s', (_, workers, count) => {
    const looks = workers.map((worker, n) => lookAt(n, { workers: [worker] }));
    expect(latencyOver(looks, 'validation')?.count ?? null).toBe(count);
  });

  test('is of all workers together, each by its address', () => {
    const looks = [1, 2].map((n) =>
      lookAt(n, {
        workers: ['a:1', 'b:1'].map((address) =>
          instance({ worker: 'loader', address, endToEnd: measured(n * 10) }),
        ),
      }),
    );
    expect(latencyOver(looks, 'endToEnd')).toMatchObject({ count: 20, mean: 2 });
    expect(latencyOver(looks, 'validation')).toBeNull();
  });
});
