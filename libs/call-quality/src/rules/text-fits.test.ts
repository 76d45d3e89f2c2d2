import { expect, test } from '@jest/globals';
import { brokenBy } from '../testing/good-call.ts';
import { textFits } from './text-fits.ts';

test.each([
  ['256 bytes fit into a name', { caller_name: 'x'.repeat(256) }, null],
  ['257 bytes do not', { caller_name: 'x'.repeat(257) }, 'caller_name'],
  ['256 bytes and a blank do not', { receiver_name: 'x'.repeat(256) + ' ' }, 'receiver_name'],
  ['bytes count, not characters', { receiver_name: 'é'.repeat(128) + 'x' }, 'receiver_name'],
  ['128 letters of two bytes fit', { receiver_name: 'é'.repeat(128) }, null],
  ['64 emoji of four bytes fit', { caller_name: '📞'.repeat(64) }, null],
  ['65 emoji do not', { caller_name: '📞'.repeat(65) }, 'caller_name'],
  ['86 letters of three bytes do not', { caller_name: '龙'.repeat(86) }, 'caller_name'],
  ['20 bytes fit into a number', { caller_id: '+' + '1'.repeat(19) }, null],
  ['21 bytes do not fit into a caller', { caller_id: '+' + '1'.repeat(20) }, 'caller_id'],
  ['21 bytes do not fit into a receiver', { receiver_id: '+' + '1'.repeat(20) }, 'receiver_id'],
  ['50 bytes fit into a provider', { network_provider: 'x'.repeat(50) }, null],
  ['51 bytes do not', { network_provider: 'x'.repeat(51) }, 'network_provider'],
])('%s', (_, changes, field) => {
  expect(brokenBy(textFits, changes)).toBe(field);
});
