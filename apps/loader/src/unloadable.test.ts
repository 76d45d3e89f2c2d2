import { expect, test } from '@jest/globals';
import { cleanValue } from './clean-records.fixture.ts';
import { whyUnloadable } from './unloadable.ts';

function withField(name: string, value: unknown): Buffer {
  const record = JSON.parse(cleanValue(1).toString()) as Record<string, unknown>;
  return Buffer.from(JSON.stringify({ ...record, [name]: value }));
}

test.each(['\\N', '\\.', 'NULL', '{}', '"', ' a, b\r\n\tc ', '\u2028', '😀', 'é'.repeat(128), ''])(
  'the name %j can be loaded',
  (name) => {
    expect(whyUnloadable(withField('caller_name', name))).toBeNull();
  },
);

test.each([
  ['caller_name', 'é'.repeat(129), 'caller_name is longer than 256 bytes'],
  ['caller_name', 'a\0b', 'caller_name holds NUL or half a character'],
  ['caller_name', '\ud800', 'caller_name holds NUL or half a character'],
  ['caller_name', 7, 'caller_name is no text'],
  ['start_datetime', null, 'start_datetime is missing'],
  ['start_datetime', '2023-02-30 00:00:00', 'start_datetime is no moment'],
  ['call_duration', 1.5, 'call_duration is no 32-bit integer'],
  ['call_duration', 2 ** 31, 'call_duration is no 32-bit integer'],
  ['total_amount', '1000.00', 'total_amount is no amount with 3 digits before the point and 2 behind it'],
  ['total_amount', 0.05, 'total_amount is no amount with 3 digits before the point and 2 behind it'],
  ['ingested_at', 'now', 'ingested_at is no whole number of milliseconds'],
  ['raw_offset', 2 ** 60, 'raw_offset is no whole number'],
  ['call_id', undefined, 'call_id is missing'],
])('a record whose %s is %j cannot, and the refusal says why without the value', (name, value, error) => {
  expect(whyUnloadable(withField(name, value))).toEqual({ path: `/${name}`, error });
});

test.each([
  ['no JSON', Buffer.from('{"caller_name":')],
  ['no object', Buffer.from('[1]')],
  ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
])('a record that is %s cannot', (_, value) => {
  expect(whyUnloadable(value)).toMatchObject({ path: '' });
});

test('a field that a later schema adds may be absent', () => {
  expect(whyUnloadable(withField('receiver_name', undefined))).toBeNull();
});
