import { expect, test } from '@jest/globals';
import { brokenBy } from '../testing/good-call.ts';
import { textCanBeStored } from './text-can-be-stored.ts';

test.each([
  ['letters, emoji, tabs and new lines can', { caller_name: 'Zoë 📞\t\n\r\u2028\u0001\u007f' }, null],
  [
    'the names that confuse COPY can',
    { caller_name: '\\N', receiver_name: '\\.', network_provider: 'NULL' },
    null,
  ],
  ['NUL cannot', { caller_name: 'a\0b' }, 'caller_name'],
  ['a high surrogate alone cannot', { receiver_name: 'a\ud83d' }, 'receiver_name'],
  ['a low surrogate alone cannot', { network_provider: '\udcdea' }, 'network_provider'],
  ['surrogates the wrong way round cannot', { caller_name: '\udcde\ud83d' }, 'caller_name'],
  ['NUL in a number cannot either', { caller_id: '+1\0' }, 'caller_id'],
  ['nor in the number of the receiver', { receiver_id: '911\0' }, 'receiver_id'],
])('%s', (_, changes, field) => {
  expect(brokenBy(textCanBeStored, changes)).toBe(field);
});
