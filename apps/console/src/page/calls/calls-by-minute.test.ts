import { describe, expect, it } from '@jest/globals';
import { callsByMinute } from './calls-by-minute.ts';

const noon = Date.parse('2026-02-03T12:00:00Z') / 1_000;

describe('calls by the minute', () => {
  it('are in the order of time, by UTC', () => {
    const rows = [
      ['2026-02-03 12:01:00', '7', '700', '0.60'],
      ['2026-02-03 12:00:00', 4, 400, null],
    ];
    expect(callsByMinute(rows)).toEqual({ at: [noon, noon + 60], calls: [4, 7] });
  });

  it('are read with a zone or parts of a second as well', () => {
    expect(callsByMinute([['2026-02-03T12:00:00.000Z', 1]])).toEqual({ at: [noon], calls: [1] });
  });

  it('leave out what is no minute', () => {
    expect(callsByMinute([[null, 3]])).toEqual({ at: [], calls: [] });
  });
});
