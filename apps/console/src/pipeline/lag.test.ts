import { describe, expect, test } from '@jest/globals';
import {
  lagRecords,
  lagSeconds,
  loaderLags,
  loaderStandings,
  validatorLags,
  validatorStandings,
} from './lag.ts';
import type { Look } from './look.ts';
import { lookAt } from './looks.fixture.ts';

const unknown = () => undefined;

describe('how far a consumer is', () => {
  test('is told by the looks that saw what it takes', () => {
    const looks = [
      lookAt(1, { raw: [5], validated: [3], clean: [3], loaded: [2] }),
      lookAt(2, { warehouseDown: 'gone', raw: [6], validated: [5], clean: [5] }),
      lookAt(3, { kafkaDown: 'gone' }),
    ];
    expect(validatorStandings(looks)).toEqual([
      { at: 1, partitions: [{ position: 3, end: 5 }] },
      { at: 2, partitions: [{ position: 5, end: 6 }] },
    ]);
    expect(loaderStandings(looks)).toEqual([{ at: 1, partitions: [{ position: 2, end: 3 }] }]);
  });

  test.each<[string, number | null, number]>([
    ['before the first position', null, 10],
    ['behind what has expired', 4, 10],
    ['in the midst', 15, 15],
    ['beyond an end that was read before', 25, 20],
  ])('%s stays within the log', (_, position, expected) => {
    const look = lookAt(1, { raw: [20], validated: [position] });
    if (look.kafka.kind === 'seen') look.kafka.value.raw = [{ start: 10, end: 20 }];
    expect(validatorStandings([look])[0]!.partitions).toEqual([{ position: expected, end: 20 }]);
  });

  test('is told of a partition that the loaders have not begun', () => {
    const look = lookAt(1, { clean: [4, 4], loaded: [4] });
    expect(loaderStandings([look])[0]!.partitions[1]).toEqual({ position: 0, end: 4 });
  });
});

function secondsOf(
  lags: typeof validatorLags,
  looks: Look[],
  times: Parameters<typeof validatorLags>[1] = unknown,
) {
  return lags(looks, times).map((lag) => lag.lagSeconds);
}

describe('the age of what waits', () => {
  test('is 0 when nothing does', () => {
    expect(secondsOf(validatorLags, [lookAt(9_000, { raw: [7] })])).toEqual([0]);
  });

  test('counts from the look before the one that saw it first', () => {
    const looks = [
      lookAt(1_000, { raw: [5], validated: [3] }),
      lookAt(3_000, { raw: [8], validated: [4] }),
      lookAt(9_000, { raw: [9], validated: [5] }),
    ];
    expect(secondsOf(validatorLags, looks)).toEqual([8]);
  });

  test('is not known when the first look saw it already, unless its time was read', () => {
    const looks = [lookAt(9_000, { raw: [5, 5], validated: [3, 4] })];
    expect(secondsOf(validatorLags, looks)).toEqual([null, null]);
    expect(
      secondsOf(validatorLags, looks, (p, offset) => (p === 1 && offset === 4 ? 2_000 : undefined)),
    ).toEqual([null, 7]);
  });

  test('is never below 0, whatever clock gave the time', () => {
    expect(secondsOf(validatorLags, [lookAt(9_000, { raw: [5], validated: [4] })], () => 9_500)).toEqual([0]);
  });

  test('counts for a loader from when the record came into raw, and not into clean', () => {
    const looks = [
      lookAt(1_000, { raw: [0] }),
      lookAt(3_000, { raw: [10], validated: [0], clean: [0] }),
      lookAt(5_000, { raw: [10], validated: [6], clean: [6], loaded: [0] }),
      lookAt(7_000, { raw: [10], validated: [10], clean: [10], loaded: [0] }),
    ];
    expect(secondsOf(loaderLags, looks)).toEqual([6]);
    const loaded = [...looks, lookAt(9_000, { raw: [10], clean: [10], loaded: [7] })];
    expect(secondsOf(loaderLags, loaded)).toEqual([8]);
  });

  test('is not known for a loader when the validators had it before them already', () => {
    const looks = [
      lookAt(1_000, { raw: [10], validated: [0], clean: [0] }),
      lookAt(3_000, { raw: [10], clean: [10], loaded: [0] }),
    ];
    expect(secondsOf(loaderLags, looks)).toEqual([null]);
    expect(secondsOf(loaderLags, looks, () => 500)).toEqual([2.5]);
  });
});

test('the lag of a topic is the sum of records and the highest age, unknown when one is', () => {
  const lag = { partition: 0, position: 0, end: 1, lagRecords: 1 };
  expect(
    lagRecords({
      at: 0,
      partitions: [
        { position: 1, end: 4 },
        { position: 2, end: 2 },
      ],
    }),
  ).toBe(3);
  expect(lagSeconds([])).toBe(0);
  expect(
    lagSeconds([
      { ...lag, lagSeconds: 2 },
      { ...lag, lagSeconds: 5 },
    ]),
  ).toBe(5);
  expect(
    lagSeconds([
      { ...lag, lagSeconds: 9 },
      { ...lag, lagSeconds: null },
    ]),
  ).toBeNull();
});
