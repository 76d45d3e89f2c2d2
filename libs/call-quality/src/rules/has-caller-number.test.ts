import { expect, test } from '@jest/globals';
import { defaultQualitySettings } from '../quality-settings.ts';
import { brokenBy } from '../testing/good-call.ts';
import { hasCallerNumber } from './has-caller-number.ts';

test.each([
  ['+1 and ten digits are a caller', { caller_id: '+10000000000' }, null],
  ['a number without + is none', { caller_id: '19145551234' }, 'caller_id'],
  ['nine digits are too few', { caller_id: '+1914555123' }, 'caller_id'],
  ['eleven digits are too many', { caller_id: '+191455512345' }, 'caller_id'],
  ['a new line at the end is not overlooked', { caller_id: '+19145551234\n' }, 'caller_id'],
  ['a number inside other text is none', { caller_id: 'x+19145551234' }, 'caller_id'],
  ['a short code cannot call', { caller_id: '911' }, 'caller_id'],
  ['digits of another script are no digits', { caller_id: '+1٩١٤٥٥٥١٢٣٤' }, 'caller_id'],
  ['no number at all', { caller_id: '' }, 'caller_id'],
])('%s', (_, changes, field) => {
  expect(brokenBy(hasCallerNumber, changes)).toBe(field);
});

test('another country passes where the settings allow it', () => {
  const settings = { ...defaultQualitySettings, callerPattern: /^\+49\d+$/ };
  expect(brokenBy(hasCallerNumber, { caller_id: '+4930123456' }, settings)).toBe(null);
});
