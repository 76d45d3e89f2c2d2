import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { printAmount, readAmount } from './cents.ts';

const wholeCents = fc.nat({ max: 2 ** 40 });

test('what is printed is read back', () => {
  fc.assert(
    fc.property(wholeCents, (cents) => {
      expect(readAmount(printAmount(cents))).toEqual({ cents });
    }),
  );
});

test('a JSON number with two decimals never loses a cent', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000_000 }), (cents) => {
      expect(readAmount(JSON.parse(printAmount(cents)) as number)).toEqual({ cents });
      expect(readAmount(cents / 100)).toEqual({ cents });
    }),
  );
});

test('all 100,000 amounts the column holds come through as number and as text', () => {
  const lost = Array.from({ length: 100_000 }, (_, cents) => cents).filter((cents) => {
    const text = printAmount(cents);
    const amounts = [readAmount(text), readAmount(Number(text)), readAmount(-Number(text))];
    return JSON.stringify(amounts) !== JSON.stringify([{ cents }, { cents }, { cents: cents && -cents }]);
  });
  expect(lost).toEqual([]);
});

const tooMany = { problem: 'more-than-two-decimals' };
const noNumber = { problem: 'no-decimal-number' };

describe('an amount is read as cents', () => {
  test.each<[number | string, object]>([
    [0.6, { cents: 60 }],
    ['0.6', { cents: 60 }],
    ['0.60', { cents: 60 }],
    [0, { cents: 0 }],
    ['0', { cents: 0 }],
    [1.15, { cents: 115 }],
    [8.95, { cents: 895 }],
    ['007.5', { cents: 750 }],
    [999.99, { cents: 99_999 }],
    [1e3, { cents: 100_000 }],
    [-0.1, { cents: -10 }],
    ['-0.10', { cents: -10 }],
    ['-0.00', { cents: 0 }],
    [-0, { cents: 0 }],
    [1e21, { cents: 1e23 }],
    [-1e21, { cents: -1e23 }],
    ['0.600', tooMany],
    ['-0.100', tooMany],
    [0.125, tooMany],
    [0.1 + 0.2, tooMany],
    [1e-7, tooMany],
    [-1.5e-7, tooMany],
    ['', noNumber],
    [' 1', noNumber],
    ['1 ', noNumber],
    ['1\n', noNumber],
    ['1e3', noNumber],
    ['1e-7', noNumber],
    ['+1', noNumber],
    ['.5', noNumber],
    ['1.', noNumber],
    ['--1', noNumber],
    ['1,50', noNumber],
    ['0x10', noNumber],
    ['١', noNumber],
    ['NaN', noNumber],
    ['Infinity', noNumber],
    [Number.NaN, noNumber],
    [Number.POSITIVE_INFINITY, noNumber],
  ])('%p', (value, expected) => {
    expect(readAmount(value)).toEqual(expected);
  });
});

test('zero has no sign, so that it prints and compares as zero', () => {
  for (const value of [-0, '-0', '-0.0', '-0.00']) {
    const amount = readAmount(value);
    expect('cents' in amount && Object.is(amount.cents, 0)).toBe(true);
  }
});

test('an absurdly long number is far above any limit rather than wrong', () => {
  const amount = readAmount('9'.repeat(60_000));
  expect('cents' in amount && amount.cents > Number.MAX_SAFE_INTEGER).toBe(true);
});

describe('cents are printed with two places', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [13, '0.13'],
    [60, '0.60'],
    [100, '1.00'],
    [99_999, '999.99'],
  ])('%p', (cents, text) => {
    expect(printAmount(cents)).toBe(text);
  });
});
