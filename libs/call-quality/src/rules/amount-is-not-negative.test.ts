import { expect, test } from '@jest/globals';
import { brokenBy } from '../testing/good-call.ts';
import { amountIsNotNegative } from './amount-is-not-negative.ts';

test.each([
  ['nothing is not negative', { total_amount: 0 }, null],
  ['minus zero is zero', { total_amount: '-0.00' }, null],
  ['a cent less than nothing is negative', { total_amount: -0.01 }, 'total_amount'],
  ['text may be negative too', { total_amount: '-0.10' }, 'total_amount'],
  ['an amount with three decimals is left to has-two-decimals', { total_amount: '-0.100' }, null],
])('%s', (_, changes, field) => {
  expect(brokenBy(amountIsNotNegative, changes)).toBe(field);
});
