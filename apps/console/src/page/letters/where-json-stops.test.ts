import { describe, expect, it } from '@jest/globals';
import { whereJsonStops } from './where-json-stops.ts';

describe('where a text stops being JSON', () => {
  it.each(['{}', ' {"a": [1, "b", null]} ', '12', '"text"'])('is nowhere in %j', (text) => {
    expect(whereJsonStops(text)).toBeNull();
  });

  it.each([
    ['', 1, 1],
    ['{"a": 1', 1, 8],
    ['{"a": 1,}', 1, 9],
    ['{"a" 1}', 1, 6],
    ['{a: 1}', 1, 2],
    ['{"a": 1}}', 1, 9],
    ['{"a": 1} // no', 1, 10],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{"a": "b', 1, 7],
    ['{"a": 01}', 1, 8],
    ['\u00a0{}', 1, 1],
    ['\ufeff{}', 1, 1],
  ])('in %j is at line %d, column %d', (text, line, column) => {
    expect(whereJsonStops(text)).toMatchObject({ line, column, says: expect.any(String) });
  });
});
