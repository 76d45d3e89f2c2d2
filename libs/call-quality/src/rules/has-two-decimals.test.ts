import { expect, test } from '@jest/globals';
import { brokenBy } from '../testing/good-call.ts';
import { hasTwoDecimals } from './has-two-decimals.ts';

test.each([
  ['none are fine', { total_amount: 1 }, null],
  ['one is fine', { total_amount: 0.6 }, null],
  ['two are fine', { total_amount: '0.60' }, null],
  ['three are too many, even zeros', { total_amount: '0.600' }, 'total_amount'],
  ['half a cent is too fine', { total_amount: 0.125 }, 'total_amount'],
  ['the error of a binary fraction is no cent', { total_amount: 0.1 + 0.2 }, 'total_amount'],
  ['1e-7 has seven', { total_amount: 1e-7 }, 'total_amount'],
])('%s', (_, changes, field) => {
  expect(brokenBy(hasTwoDecimals, changes)).toBe(field);
});
