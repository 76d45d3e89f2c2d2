import { type Complaint, type KafkaRecord, schemaIdHeader, writeDeadLetter } from '@cdr/kafka';
import { received } from '@cdr/redrive/testing';
import { describe, expect, test } from '@jest/globals';
import { topics } from '../memory-kafka.fixture.ts';
import { toRow } from './letter-list.ts';
import { letterView } from './letter-view.ts';
import { letterFacts } from './letters.fixture.ts';

const value = '{"caller_name":"Ada","call_duration":-5}';
const complaint: Complaint = {
  reason: 'quality',
  rules: ['has-positive-duration', 'amount-fits'],
  path: '/call_duration',
  error: 'call_duration must be positive; total_amount must fit',
};

/** The letter about a raw record with these headers, for this complaint. */
function letter(
  about: Partial<Complaint> = {},
  headers: Record<string, string> = {},
  bytes: Buffer = Buffer.from(value),
): KafkaRecord {
  const raw = received({ key: '+12125551234', value: bytes, headers }, 7, 5_000);
  const origin = {
    stage: 'validate',
    topic: topics.raw,
    partition: 1,
    version: '1.2',
    failedAt: 6_000,
  } as const;
  return received(writeDeadLetter(raw, { ...complaint, ...about }, origin), 3);
}

function view(record: KafkaRecord, masked = true) {
  const row = toRow({ ...letterFacts(3, { rawOffset: 7 }), partition: 1 }, () => null);
  return letterView(row, record, false, topics, { masked });
}

test('a letter says what is wrong, where, and by whom it was found', () => {
  expect(view(letter())).toMatchObject({
    error: complaint.error,
    path: '/call_duration',
    rules: [
      { rule: 'has-positive-duration', says: 'call_duration must be positive' },
      { rule: 'amount-fits', says: 'total_amount must fit' },
    ],
    place: `${topics.raw}/1 offset 7`,
    failedAt: '1970-01-01T00:00:06.000Z',
    version: '1.2',
    schemaId: null,
    duplicateOf: null,
    replaces: null,
    isText: true,
    bytes: value.length,
    isVoid: false,
  });
});

test('rules are without words where not all of their sentences fitted in', () => {
  const { rules } = view(letter({ error: 'call_duration must be positive' }));
  expect(rules.map(({ says }) => says)).toEqual(['', '']);
  expect(view(letter({ rules: [] })).rules).toEqual([]);
});

describe('its record is shown', () => {
  test('with names and numbers covered, and the field marked that is wrong', () => {
    const { key, value: shown } = view(letter());
    expect([key, shown.text, shown.masked]).toEqual([
      '+•••••••••34',
      '{"caller_name":"•••","call_duration":-5}',
      true,
    ]);
    expect(shown.marks.map(({ from, to }) => shown.text.slice(from, to))).toEqual(['"call_duration":-5']);
  });

  test('as it is to eyes that may see it', () => {
    const { key, value: shown } = view(letter(), false);
    expect([key, shown.text, shown.masked]).toEqual(['+12125551234', value, false]);
  });

  test.each<[string, Buffer, boolean]>([
    ['text of any script', Buffer.from('{"caller_name":"Юлия"}'), true],
    ['bytes that are none', Buffer.from([0x7b, 0xff, 0xfe]), false],
    ['half a character', Buffer.from('Ю').subarray(0, 1), false],
  ])('and whether it is text: %s', (_, bytes, isText) => {
    expect(view(letter({}, {}, bytes))).toMatchObject({ isText, bytes: bytes.length });
  });

  test('also when it has no bytes at all', () => {
    const record = { ...letter(), key: null, value: null };
    expect(view(record)).toMatchObject({ key: '', value: { text: '' }, isText: true, bytes: 0 });
  });
});

test('what somebody else wrote into its headers is shown to eyes only that may see it', () => {
  const forged = letter({ rules: ['Ada Lovelace'], path: '/Ada', error: 'call of 2125551234' });
  for (const name of ['dlq.failed.at', 'dlq.app.version', 'dlq.schema.id', 'dlq.replaces'])
    forged.headers[name] = Buffer.from('Ada');
  expect(view(forged)).toMatchObject({
    rules: [{ rule: '••• ••••••••', says: 'call of ••••••••••' }],
    path: '/•••',
    error: 'call of ••••••••••',
    failedAt: '•••',
    version: '•••',
    schemaId: '•••',
    replaces: '•••',
  });
  expect(view(forged, false)).toMatchObject({
    rules: [{ rule: 'Ada Lovelace', says: 'call of 2125551234' }],
    path: '/Ada',
    failedAt: 'Ada',
    schemaId: 'Ada',
  });
});

describe('it names other records', () => {
  test('the first of a call, in its own partition unless it says another', () => {
    expect(view(letter({ duplicateOf: 2 })).duplicateOf).toEqual({ partition: 1, offset: 2 });
    expect(view(letter({ duplicateOf: 2, duplicateOfPartition: 4 })).duplicateOf).toEqual({
      partition: 4,
      offset: 2,
    });
  });

  test('the one in whose stead it was sent, and the schema that it named', () => {
    const headers = { 'dlq.replaces': 'raw/1/2', [schemaIdHeader]: '5' };
    expect(view(letter({}, headers))).toMatchObject({ replaces: 'raw/1/2', schemaId: '5' });
  });
});
