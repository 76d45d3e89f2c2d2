import { expect, test } from '@jest/globals';
import { defaultQualitySettings } from '../quality-settings.ts';
import { brokenBy } from '../testing/good-call.ts';
import { hasReceiverNumber } from './has-receiver-number.ts';

test.each([
  ['seven digits after + are a number', { receiver_id: '+1234567' }, null],
  ['fifteen digits after + are a number', { receiver_id: '+123456789012345' }, null],
  ['six digits after + are too few', { receiver_id: '+123456' }, 'receiver_id'],
  ['sixteen digits after + are too many', { receiver_id: '+1234567890123456' }, 'receiver_id'],
  ['911 is a short code', { receiver_id: '911' }, null],
  ['six digits are a short code', { receiver_id: '123456' }, null],
  ['two digits are no short code', { receiver_id: '91' }, 'receiver_id'],
  ['seven digits without + are neither', { receiver_id: '1234567' }, 'receiver_id'],
  ['a new line at the end is not overlooked', { receiver_id: '911\n' }, 'receiver_id'],
  ['a new line before is not overlooked', { receiver_id: '\n911' }, 'receiver_id'],
  ['letters are no number', { receiver_id: '+1425555CALL' }, 'receiver_id'],
])('%s', (_, changes, field) => {
  expect(brokenBy(hasReceiverNumber, changes)).toBe(field);
});

test('short codes can be ruled out by the settings', () => {
  const settings = { ...defaultQualitySettings, receiverPattern: /^\+\d{7,15}$/ };
  expect(brokenBy(hasReceiverNumber, { receiver_id: '911' }, settings)).toBe('receiver_id');
});
