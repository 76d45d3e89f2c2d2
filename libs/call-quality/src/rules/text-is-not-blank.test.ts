import { expect, test } from '@jest/globals';
import { brokenBy } from '../testing/good-call.ts';
import { textIsNotBlank } from './text-is-not-blank.ts';

test.each([
  ['a name is not blank', { caller_name: 'x' }, null],
  ['nothing is blank', { caller_name: '' }, 'caller_name'],
  ['blanks, tabs and new lines are blank', { receiver_name: ' \t\r\n' }, 'receiver_name'],
  [
    'no-break and ideographic spaces and NEL are blank',
    { network_provider: '\u00a0\u3000\u0085\u2028' },
    'network_provider',
  ],
  ['a zero-width space is no white space', { caller_name: '\u200b' }, null],
  ['a byte-order mark is no white space', { caller_name: '\ufeff' }, null],
  ['white space around text does not matter', { caller_name: '  x  ' }, null],
  ['a blank number of the caller is blank', { caller_id: ' ' }, 'caller_id'],
  ['a blank number of the receiver is blank', { receiver_id: ' ' }, 'receiver_id'],
  [
    'of several the first in column order is named',
    { network_provider: '', receiver_name: '' },
    'receiver_name',
  ],
  ['a new line behind white space is white space as well', { caller_name: ' \nx' }, null],
])('%s', (_, changes, field) => {
  expect(brokenBy(textIsNotBlank, changes)).toBe(field);
});
