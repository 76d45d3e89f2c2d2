import { describe, expect, test } from '@jest/globals';
import { maskLongNumbers, maskNumber, maskText } from './mask-text.ts';

test.each([
  ['+19145551234', '+•••••••••34'],
  ['src:call-A7', '•••:••••-A7'],
  ['911', '•••'],
  ['"12345"', '"•••••"'],
  ['', ''],
])('the number %s is shown as %s', (number, masked) => expect(maskNumber(number)).toBe(masked));

test('of a text nothing is left but the names of our fields', () => {
  expect(maskText('"caller_name", "Ada", 李 7')).toBe('"caller_name", "•••", • •');
});

describe('a number that may be somebody’s is covered in any text', () => {
  test.each([
    ['must be above 0, was 86400', 'must be above 0, was 86400'],
    ['of 2125551234', 'of ••••••••••'],
    ['of +1 (914) 555-1234', 'of +• (•••) •••-••••'],
    ['of ２１２５５５１２３４', 'of ••••••••••'],
    ['at 123456', 'at 123456'],
  ])('%s', (text, masked) => expect(maskLongNumbers(text)).toBe(masked));
});
