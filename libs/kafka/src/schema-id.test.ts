import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readWholeLetter, writeDeadLetter, writeRedriven } from './dead-letter.ts';
import type { KafkaRecord, OutgoingMessage } from './kafka.ts';
import { withPrefix, isPrefixed, readSchemaId, schemaIdHeader, withoutPrefix } from './schema-id.ts';

const json = Buffer.from('{"caller_id":"+19145551234"}');

function record(value: Buffer | null, headers: Record<string, string> = {}): KafkaRecord {
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]);
  return { offset: 3, timestamp: 5, key: null, value, headers: Object.fromEntries(bytes) as never };
}

function received({ value, headers }: OutgoingMessage): KafkaRecord {
  return record(value as Buffer, headers);
}

test('a prefix is a zero byte, the id in four, and the value', () => {
  expect(withPrefix(258, Buffer.from('{}'))).toEqual(Buffer.from([0, 0, 0, 1, 2, 0x7b, 0x7d]));
});

test('whatever gets a prefix comes out again, with its id', () => {
  const anyId = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  fc.assert(
    fc.property(anyId, fc.uint8Array(), (id, bytes) => {
      const value = withPrefix(id, Buffer.from(bytes));
      expect(readSchemaId(record(value))).toBe(id);
      expect(withoutPrefix(value)).toEqual(Buffer.from(bytes));
    }),
  );
});

test.each([
  ['JSON', json],
  ['nothing', null],
  ['an empty value', Buffer.alloc(0)],
  ['a zero byte with less than an id behind it', Buffer.from([0, 0, 0, 1])],
])('%s has no prefix, names no schema and is left as it is', (_, value) => {
  expect(isPrefixed(value)).toBe(false);
  expect(readSchemaId(record(value))).toBeNull();
  expect(withoutPrefix(value)).toBe(value);
});

test('a header names the schema of a value without a prefix; the prefix counts more', () => {
  expect(readSchemaId(record(json, { [schemaIdHeader]: '7' }))).toBe(7);
  expect(readSchemaId(record(withPrefix(8, json), { [schemaIdHeader]: '7' }))).toBe(8);
});

test.each(['', 'seven', '-7', '7.0', ' 7', '12345678901'])(
  'the header "%s" is no id, and is told as it is',
  (text) => {
    expect(readSchemaId(record(json, { [schemaIdHeader]: text }))).toBe(text);
  },
);

const complaint = { reason: 'schema', rules: ['unknown-schema'], path: '', error: 'x' } as const;
const origin = { stage: 'validate', topic: 'raw', partition: 0, version: '1', failedAt: 0 } as const;

function redriven(dead: KafkaRecord, value?: Buffer): OutgoingMessage {
  const letter = received(writeDeadLetter(dead, complaint, origin));
  return writeRedriven(readWholeLetter(letter)!, letter, value);
}

test('a letter says which schema its record named, and a record sent back names it again', () => {
  const dead = record(json, { [schemaIdHeader]: '7' });
  expect(writeDeadLetter(dead, complaint, origin).headers).toMatchObject({ 'dlq.schema.id': '7' });
  expect(readSchemaId(received(redriven(dead)))).toBe(7);

  const prefixed = record(withPrefix(7, json));
  expect(writeDeadLetter(prefixed, complaint, origin).headers).toMatchObject({ 'dlq.schema.id': '7' });
  expect(redriven(prefixed)).toMatchObject({ value: prefixed.value });
  expect(redriven(prefixed).headers).not.toHaveProperty(schemaIdHeader);
});

test('a record whose value was edited names no schema, unless the new value is prefixed', () => {
  const dead = record(json, { [schemaIdHeader]: '7' });
  expect(readSchemaId(received(redriven(dead, Buffer.from('{}'))))).toBeNull();
  expect(readSchemaId(received(redriven(dead, withPrefix(9, json))))).toBe(9);
});
