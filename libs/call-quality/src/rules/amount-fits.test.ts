import { expect, test } from '@jest/globals';
import { defaultQualitySettings } from '../quality-settings.ts';
import { brokenBy } from '../testing/good-call.ts';
import { amountFits } from './amount-fits.ts';

test.each([
  ['999.99 fits', { total_amount: '999.99' }, null],
  ['1000 does not fit', { total_amount: 1000 }, 'total_amount'],
  ['1000.00 does not fit', { total_amount: '1000.00' }, 'total_amount'],
  ['1e21 does not fit', { total_amount: 1e21 }, 'total_amount'],
  ['an endless number does not fit', { total_amount: '9'.repeat(400) }, 'total_amount'],
  ['a negative amount is left to amount-is-not-negative', { total_amount: -1000 }, null],
  ['an amount with three decimals is left to has-two-decimals', { total_amount: '1000.001' }, null],
])('%s', (_, changes, field) => {
  expect(brokenBy(amountFits, changes)).toBe(field);
});

test('a lower limit counts where it is set', () => {
  const settings = { ...defaultQualitySettings, maxAmountCents: 5000 };
  expect(brokenBy(amountFits, { total_amount: '50.01' }, settings)).toBe('total_amount');
});
