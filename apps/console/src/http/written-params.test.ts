import { expect, test } from '@jest/globals';
import { writtenParams } from './written-params.ts';

test.each<[string, Record<string, string>, string[]]>([
  ['places as they are', { partition: '3', offset: '1234567' }, ['partition=3', 'offset=1234567']],
  ['a place in raw', { row: '3/1234567' }, ['row=3/1234567']],
  ['a number in the place of one covered', { row: '+12025550142' }, ['row=+•••••••••••']],
  ['a number but for its end', { number: '+12025550142' }, ['number=+•••••••••42']],
  [
    'a derived call id',
    { call: 'fca307777c61dcc4df69ee932c32428d' },
    ['call=fca307777c61dcc4df69ee932c32428d'],
  ],
  ['a call id of a source covered', { call: '12025550142' }, ['call=•••••••••42']],
  [
    'not what is looked for',
    { text: 'Ada', field: 'caller_name', value: 'Ada' },
    ['text=(a text)', 'field=caller_name', 'value=(a value)'],
  ],
  ['nothing that no view reads', { more: 'Ada', __proto__x: '1' }, []],
])('the list of actions has %s', (_, params, list) => expect(writtenParams(params)).toEqual(list));
