import { expect, test } from '@jest/globals';
import { defaultQualitySettings } from '../quality-settings.ts';
import { brokenBy } from '../testing/good-call.ts';
import { amountMatchesRate } from './amount-matches-rate.ts';

test.each([
  ['the rounded cost agrees', { call_duration: 150, total_amount: '0.13' }, null],
  ['the cost rounded down agrees', { call_duration: 150, total_amount: '0.12' }, null],
  ['a cent further up does not', { call_duration: 150, total_amount: '0.14' }, 'total_amount'],
  ['a cent further down does not', { call_duration: 150, total_amount: '0.11' }, 'total_amount'],
  ['exactly one cent off agrees', { call_duration: 60, total_amount: 0.06 }, null],
  ['nothing for a long call does not', { total_amount: 0 }, 'total_amount'],
  ['an endless number does not', { total_amount: '9'.repeat(400) }, 'total_amount'],
  ['an amount with three decimals is left to has-two-decimals', { total_amount: '9.999' }, null],
])('%s', (_, changes, field) => {
  expect(brokenBy(amountMatchesRate, changes)).toBe(field);
});

test('another rate counts where it is set', () => {
  const settings = { ...defaultQualitySettings, centsPerMinute: 20 };
  expect(brokenBy(amountMatchesRate, { call_duration: 60, total_amount: '0.20' }, settings)).toBe(null);
});
