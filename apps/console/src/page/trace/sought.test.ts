import { describe, expect, it } from '@jest/globals';
import { readSought } from './sought.ts';

describe('what is looked for', () => {
  it.each([
    ['call=6f1ed002', { way: 'call', given: '6f1ed002' }],
    ['number=%2B12025550101', { way: 'number', given: '+12025550101' }],
    ['row=+3%2F17+', { way: 'row', given: '3/17' }],
    ['call=&row=3%2F17', { way: 'row', given: '3/17' }],
    ['', null],
    ['name=x', null],
  ])('is read from %j', (query, sought) => expect(readSought(new URLSearchParams(query))).toEqual(sought));
});
