import { describe, expect, test } from '@jest/globals';
import { type Figures, whereItStands } from './standing.ts';

const done: Figures = {
  loadedThrough: new Map([
    [0, 8],
    [1, 0],
  ]),
  lastLoad: { rows: 8, committedAt: 1_700_000_000_000 },
  validatedThrough: [10, null],
  clean: [
    { start: 0, end: 8 },
    { start: 0, end: 0 },
  ],
  dlq: [
    { start: 0, end: 2 },
    { start: 0, end: 0 },
  ],
  raw: [
    { start: 0, end: 10 },
    { start: 0, end: 0 },
  ],
};

describe('where the pipeline stands', () => {
  test('is summed over the partitions', () => {
    expect(whereItStands(done)).toEqual({
      raw: 10,
      validated: 10,
      clean: 8,
      dlq: 2,
      loaded: 8,
      lastLoad: done.lastLoad,
      settled: true,
    });
  });

  test.each<[string, Partial<Figures>]>([
    ['a raw record is not validated', { validatedThrough: [9, null] }],
    ['no validator has dealt with a partition', { validatedThrough: [null, null] }],
    ['a clean record is not loaded', { loadedThrough: new Map([[0, 7]]) }],
    ['no position is known of a partition that has records', { loadedThrough: new Map() }],
  ])('is not settled while %s', (_, change) => {
    expect(whereItStands({ ...done, ...change }).settled).toBe(false);
  });

  test('counts what expired as dealt with, so that the lag is what can still be done', () => {
    const expired = {
      ...done,
      raw: [
        { start: 10, end: 10 },
        { start: 0, end: 0 },
      ],
      validatedThrough: [null, null],
    };
    expect(whereItStands(expired)).toMatchObject({ raw: 10, validated: 10, settled: true });
  });
});
