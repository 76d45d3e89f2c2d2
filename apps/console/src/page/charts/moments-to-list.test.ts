import { describe, expect, it } from '@jest/globals';
import { momentsToList } from './moments-to-list.ts';

describe('the table of a chart', () => {
  it.each([
    [0, []],
    [3, [2, 1, 0]],
    [61, Array.from({ length: 31 }, (_, row) => 60 - 2 * row)],
  ])('of %d moments lists the last one first', (moments, places) => {
    expect(momentsToList(moments)).toEqual(places);
  });

  it('is never long', () => {
    expect(momentsToList(10_000).length).toBeLessThanOrEqual(60);
  });
});
