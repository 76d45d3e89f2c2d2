import { describe, expect, test } from '@jest/globals';
import { lookAt } from './looks.fixture.ts';
import { loadedOf, perSecond, recordsOf } from './rates.ts';

describe('a rate', () => {
  test.each<[string, [at: number, total: number][], number | null]>([
    ['is not known before anything was seen', [], null],
    ['is not known from one count', [[0, 5]], null],
    [
      'is what came between two',
      [
        [0, 5],
        [2_000, 25],
      ],
      10,
    ],
    [
      'leaves out what is older than the span',
      [
        [0, 0],
        [50_000, 100],
        [100_000, 200],
      ],
      2,
    ],
    [
      'counts from the begin of the span',
      [
        [0, 0],
        [60_000, 60],
      ],
      1,
    ],
    [
      'is not known when all but the last is older, as after an outage',
      [
        [0, 0],
        [100_000, 200],
      ],
      null,
    ],
    [
      'is never below 0: a topic that was created anew counts from 0',
      [
        [0, 500],
        [2_000, 3],
      ],
      0,
    ],
  ])('%s', (_, counts, rate) => {
    expect(
      perSecond(
        counts.map(([at, total]) => ({ at, total })),
        60_000,
      ),
    ).toBe(rate);
  });
});

test('records of a topic are counted over its partitions, in the looks that saw Kafka', () => {
  const looks = [
    lookAt(1, { raw: [2, 3], dlq: [1] }),
    lookAt(2, { kafkaDown: 'gone' }),
    lookAt(3, { raw: [4, 3] }),
  ];
  expect(recordsOf(looks, 'raw')).toEqual([
    { at: 1, total: 5 },
    { at: 3, total: 7 },
  ]);
  expect(recordsOf(looks, 'dlq')[0]).toEqual({ at: 1, total: 1 });
});

test('what is loaded is counted over the partitions, in the looks that saw the warehouse', () => {
  const looks = [
    lookAt(1, { loaded: [2, 3] }),
    lookAt(2, { warehouseDown: 'gone' }),
    lookAt(3, { loaded: [4, 3] }),
  ];
  expect(loadedOf(looks)).toEqual([
    { at: 1, total: 5 },
    { at: 3, total: 7 },
  ]);
});
