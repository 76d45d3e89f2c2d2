import { describe, expect, it } from '@jest/globals';
import { behind, readBrowsed } from './browsed.ts';

describe('what of a topic is looked at', () => {
  it.each([
    ['', { partition: 0 }],
    ['partition=3&offset=17', { partition: 3, offset: 17 }],
    ['partition=3&time=1790000000000', { partition: 3, time: 1_790_000_000_000 }],
    ['offset=17&time=5', { partition: 0, offset: 17 }],
    ['field=caller_id&value=%2B1914', { partition: 0, field: 'caller_id', value: '+1914' }],
    ['field=call_status', { partition: 0, field: 'call_status', value: '' }],
    ['value=x&partition=one&offset=-1', { partition: 0 }],
  ])('is read from %j', (query, browsed) => expect(readBrowsed(new URLSearchParams(query))).toEqual(browsed));

  it('goes on by the same filter, and no more by time', () => {
    expect(behind({ partition: 3, time: 5, field: 'caller_id', value: 'x' }, 5_017)).toEqual({
      partition: 3,
      offset: 5_017,
      field: 'caller_id',
      value: 'x',
    });
  });
});
