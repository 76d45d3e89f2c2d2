import { describe, expect, test } from '@jest/globals';
import { statusLine } from './status-line.ts';
import type { Standing } from './standing.ts';

const before: Standing = {
  raw: 1_000,
  validated: 900,
  clean: 890,
  dlq: 10,
  loaded: 0,
  lastLoad: null,
  settled: false,
};
const now: Standing = {
  raw: 21_000,
  validated: 20_900,
  clean: 20_700,
  dlq: 200,
  loaded: 20_000,
  lastLoad: { rows: 20_000, committedAt: Date.UTC(2023, 10, 15, 14, 30, 22) },
  settled: false,
};

describe('the status line', () => {
  test('shows rates, lag, dead letters and the last load, in UTC', () => {
    expect(statusLine(now, before, 2)).toBe(
      'raw 21,000 (10000/s) | validated 20,900 (10000/s), lag 100 | dead letters written 200 | ' +
        'loaded 20,000 (10000/s), lag 700 | last load 20,000 rows at 14:30:22Z',
    );
  });

  test('has no rates the first time, and says that nothing is loaded yet', () => {
    expect(statusLine(before, null, 0)).toBe(
      'raw 1,000 | validated 900, lag 100 | dead letters written 10 | loaded 0, lag 890 | no load yet',
    );
  });
});
