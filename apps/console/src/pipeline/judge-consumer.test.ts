import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeConsumer } from './judge-consumer.ts';
import type { Standing } from './lag.ts';

/** Looks every two seconds over a minute; `positionsAt` gives position and end of each partition at each of them. */
function standings(positionsAt: (n: number) => [position: number, end: number][], looks = 31): Standing[] {
  return Array.from({ length: looks }, (_, n) => ({
    at: n * 2_000,
    partitions: positionsAt(n).map(([position, end]) => ({ position, end })),
  }));
}

function judge(of: Standing[], members = 1, lagSeconds: number | null = 30) {
  const group = 'cdr-loader';
  return judgeConsumer({
    name: 'loader',
    group,
    members,
    standings: of,
    windowMs: 60_000,
    cycleMs: 2_000,
    lagSeconds,
  });
}

describe('a consumer is OK', () => {
  test.each<[string, (n: number) => [number, number][], string]>([
    ['when nothing comes', () => [[5, 5]], 'nothing waits'],
    ['when it keeps up', (n) => [[n, n + 1]], '1 record waits'],
    ['when all came in one burst that it works off', (n) => [[n * 10, 5_000]], '4,700 records wait'],
    ['when a burst came at the end', (n) => [[n, n < 28 ? n : 9_000]], '8,970 records wait'],
    [
      'when it works in batches, and more waits before each',
      (n) => [[Math.floor(n / 5) * 50, n * 10]],
      'nothing waits',
    ],
    [
      'when it was further behind for once',
      (n) => [[n * 10, n * 10 + (n === 3 ? 900 : n < 15 ? 0 : 500)]],
      '500 records wait',
    ],
    ['when it is far behind and comes no closer', (n) => [[n * 10, 900 + n * 10]], '900 records wait'],
  ])('%s', (_, positionsAt, says) => {
    expect(judge(standings(positionsAt))).toEqual({ status: 'OK', says });
  });

  test('before it was looked at', () => {
    expect(judge([])).toEqual({ status: 'OK', says: 'how far it is, is not known' });
  });

  test('as long as it moves and the window is not full, however it looks so far', () => {
    expect(judge(standings((n) => [[n, n * 10]], 28)).status).toBe('OK');
  });

  test('when looks and batches of one rhythm see a batch grow, in which nothing waits for long', () => {
    const growing = standings((n) =>
      [[0, 1 + n]].map(([position, end]) => [position! + n * 90, end! + n * 90]),
    );
    expect([judge(growing, 1, 14).status, judge(growing, 1, 14.1).status]).toEqual(['OK', 'WARN']);
  });

  test('when but a look or two on a side of an outage tell that it has more before it', () => {
    const all = standings((n) => [[n, n * 10]]);
    expect(judge([all[0]!, all.at(-1)!]).status).toBe('OK');
    expect(judge([...all.slice(0, 3), ...all.slice(-2)]).status).toBe('OK');
    expect(judge([...all.slice(0, 3), ...all.slice(-3)]).status).toBe('WARN');
  });

  test('whenever it was at the end for once in the newer half', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100), { minLength: 31, maxLength: 31 }),
        fc.integer({ min: 15, max: 30 }),
        (lags, n) => {
          const of = standings((look) => [[look, look + (look === n ? 0 : lags[look]!)]]);
          expect(judge(of).status).toBe('OK');
        },
      ),
    );
  });
});

test('WARN says that more came than were dealt with', () => {
  expect(judge(standings((n) => [[n * 90, n * 100]]))).toEqual({
    status: 'WARN',
    says: 'The loader falls behind: 300 records wait, and more came than were dealt with for 60 s',
  });
});

test('whether it stands still is not known before it was looked at for long enough', () => {
  const still = (looks: number) =>
    judge(
      standings(
        (n) => [
          [0, 10],
          [n, n],
        ],
        looks,
      ),
    );
  expect([still(6).status, still(7).status]).toEqual(['OK', 'OK']);
  expect(still(20)).toEqual({
    status: null,
    says: 'The loader has not moved everywhere for the 38 s that the console looks',
  });
});

describe('STALL says where nothing was dealt with', () => {
  test.each<[string, (n: number) => [number, number][], string]>([
    [
      'in one partition of three',
      (n) => [
        [n, n + 1],
        [7, 8],
        [n, n],
      ],
      'partition 1 for 60 s; 1 record waits',
    ],
    [
      'in two of three',
      (n) => [
        [0, 4],
        [n, n],
        [2, 3],
      ],
      'partition 0, 2 for 60 s; 5 records wait',
    ],
    [
      'in all of them, while more comes',
      (n) => [
        [0, 1 + n],
        [0, 1],
      ],
      'any partition for 60 s; 32 records wait',
    ],
  ])('%s', (_, positionsAt, where) => {
    expect(judge(standings(positionsAt))).toEqual({
      status: 'STALL',
      says: `The loader has dealt with nothing in ${where}`,
    });
  });

  test('and nowhere when each partition moved once, or had nothing before it for once', () => {
    const moves = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(moves, fc.boolean(), (looks, isEmptyOnce) => {
        const of = standings((n) =>
          looks.map((look) => (isEmptyOnce ? [0, n === look ? 0 : 9] : [n < look ? 0 : 1, 9])),
        );
        expect(judge(of).status).not.toBe('STALL');
      }),
    );
  });
});

test('STOP says that nobody is in the group, and what waits meanwhile', () => {
  expect(
    judge(
      standings(() => [[0, 1_200]]),
      0,
    ),
  ).toEqual({
    status: 'STOP',
    says: 'No loader is in the group cdr-loader; 1,200 records wait',
  });
});
