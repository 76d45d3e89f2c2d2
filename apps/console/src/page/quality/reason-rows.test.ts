import { describe, expect, it } from '@jest/globals';
import { reasonRows } from './reason-rows.ts';

describe('the table of reasons', () => {
  it('has each reason with its rules below it, and their share of all letters', () => {
    const rows = reasonRows([
      { reason: 'quality', letters: 6, rules: [{ rule: 'has-positive-duration', letters: 5 }] },
      { reason: 'malformed', letters: 2, rules: [] },
    ]);
    expect(rows).toEqual([
      { reason: 'quality', rule: null, letters: 6, share: 0.75 },
      { reason: 'quality', rule: 'has-positive-duration', letters: 5, share: 0.625 },
      { reason: 'malformed', rule: null, letters: 2, share: 0.25 },
    ]);
  });

  it('has no share where there are no letters', () => {
    expect(reasonRows([{ reason: 'load', letters: 0, rules: [] }])).toMatchObject([{ share: 0 }]);
  });
});
