import { expect, it } from '@jest/globals';
import { isNumeric } from './is-numeric.ts';

it.each([
  ['numbers', [1, 2], true],
  ['decimals as text', ['0.60', '-12'], true],
  ['numbers, and one not known', [1, null], true],
  ['nothing known', [null, null], false],
  ['nothing', [], false],
  ['callers', ['+19145551234'], false],
  ['moments', ['2026-02-03 11:55:00'], false],
])('a column of %s: %j is numeric: %s', (_, values, expected) => {
  expect(
    isNumeric(
      values.map((value) => ['first', value]),
      1,
    ),
  ).toBe(expected);
});
