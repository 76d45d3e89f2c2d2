import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type CleanTail,
  encodeClean,
  hasUnknownField,
  readCleanTail,
  readCleanTailOf,
} from './clean-record.ts';
import golden from './golden.json' with { type: 'json' };

const call = golden[0]!.record;
const tail: CleanTail = {
  call_id: golden[0]!.callId,
  fingerprint: golden[0]!.fingerprint,
  raw_partition: 3,
  raw_offset: 1234,
  ingested_at: 1_700_058_600_000,
};

const anyTail = fc.record({
  call_id: fc.stringMatching(/^[A-Za-z0-9._:-]{1,64}$/),
  fingerprint: fc.stringMatching(/^[0-9a-f]{16}$/),
  raw_partition: fc.nat({ max: 2 ** 31 - 1 }),
  raw_offset: fc.maxSafeNat(),
  ingested_at: fc.oneof(fc.maxSafeNat(), fc.constant(-1)),
});

const tailText = JSON.stringify(tail).slice(1);
const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(tailText, `,${tailText}`, `"${tailText}`, `\\",${tailText}`, `x",${tailText}\n`),
  fc.string({ unit: 'binary' }).map((text) => `${text}",${tailText}${text}`),
);

function read(text: string) {
  return readCleanTail(Buffer.from(text));
}

test('the tail is read back whatever stands in the names', () => {
  fc.assert(
    fc.property(hostileText, hostileText, anyTail, (name, provider, written) => {
      const hostile = { ...call, caller_name: name, receiver_name: provider, network_provider: provider };
      const text = encodeClean(hostile, written);
      expect(read(text)).toEqual(written);
      expect(JSON.parse(text)).toEqual({ ...hostile, ...written });
    }),
  );
});

test('a record prints as one line of JSON: columns in order, then the tail', () => {
  expect(encodeClean(call, tail)).toBe(
    '{"caller_name":"Dr. Melissa Carter","receiver_name":"Jennifer Smith","caller_id":"+19145551234",' +
      '"receiver_id":"+14255556789","start_datetime":"2023-11-15 14:30:22","end_datetime":"2023-11-15 14:42:18",' +
      '"call_duration":716,"network_provider":"Verizon","total_amount":"0.60",' +
      `"call_id":"${tail.call_id}","fingerprint":"${tail.fingerprint}",` +
      '"raw_partition":3,"raw_offset":1234,"ingested_at":1700058600000}',
  );
});

test('the order of the keys that came in does not show', () => {
  const backwards = Object.fromEntries(Object.entries(call).reverse()) as typeof call;
  expect(encodeClean(backwards, tail)).toBe(encodeClean(call, tail));
});

test('a record of this release has no unknown field, whatever stands in its texts and in whatever order', () => {
  const later = fc.record(
    {
      call_id: fc.stringMatching(/^[A-Za-z0-9._:-]{1,64}$/),
      call_status: fc.stringMatching(/^[a-z][a-z0-9_-]{0,15}$/),
      cell_id: fc.stringMatching(/^[A-Za-z0-9._:-]{1,32}$/),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(hostileText, later, anyTail, (name, fields, written) => {
      const value = encodeClean({ ...call, caller_name: name, ...fields }, written);
      expect(hasUnknownField(Buffer.from(value))).toBe(false);
      const turned = Object.fromEntries(Object.entries(JSON.parse(value) as object).reverse());
      expect(hasUnknownField(Buffer.from(JSON.stringify(turned)))).toBe(false);
      // Where the next release will write it: behind the fields that there are.
      const behind = value.lastIndexOf(fields.call_id === undefined ? ',"call_id":' : ',"call_id_from":');
      const newer = `${value.slice(0, behind)},"roaming":${JSON.stringify(name)}${value.slice(behind)}`;
      expect(hasUnknownField(Buffer.from(newer))).toBe(true);
    }),
  );
});

test('of what is no record nothing is said: others refuse it', () => {
  expect(hasUnknownField(Buffer.from('no JSON'))).toBe(false);
});

test('the longest tail fits into the bytes that are looked at', () => {
  const longest = {
    call_id: 'x'.repeat(64),
    fingerprint: 'f'.repeat(16),
    raw_partition: 2 ** 31 - 1,
    raw_offset: Number.MAX_SAFE_INTEGER,
    ingested_at: Number.MAX_SAFE_INTEGER,
  };
  expect(read(encodeClean(call, longest))).toEqual(longest);
});

describe('bytes without a tail at their end give null', () => {
  const good = encodeClean(call, tail);
  test.each([
    ['nothing', ''],
    ['no JSON', 'garbage'],
    ['a raw record', JSON.stringify(call)],
    ['a record cut short', good.slice(0, -1)],
    ['a new line behind', `${good}\n`],
    ['a blank behind', `${good} `],
    ['a field behind the tail', good.replace(/\}$/, ',"more":1}')],
    ['another order', good.replace(/("raw_partition":3),("raw_offset":1234)/, '$2,$1')],
    ['a negative offset', good.replace(':1234,', ':-1,')],
    ['an offset that is text', good.replace(':1234,', ':"1234",')],
    ['a call id with a blank', good.replace(tail.call_id, 'a b')],
    ['a call id of 65 characters', good.replace(tail.call_id, 'x'.repeat(65))],
    ['a short fingerprint', good.replace(tail.fingerprint, 'abc')],
    ['a tail inside a name only', JSON.stringify({ name: `",${tailText}` })],
  ])('%s', (_, text) => {
    expect(read(text)).toBeNull();
  });

  test('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(readCleanTail(Buffer.from(bytes))).toBeNull();
      }),
    );
  });
});

describe('in its partition', () => {
  const good = encodeClean(call, tail);

  test('a clean record has its tail', () => {
    expect(readCleanTailOf(3, Buffer.from(good))).toEqual(tail);
  });

  test.each([
    ['a tombstone', null],
    ['a record of another partition', encodeClean(call, { ...tail, raw_partition: 4 })],
    ['a record over several lines', good.replace('{', '{\n')],
    ['no clean record', 'garbage'],
  ])('%s is no validator’s', (_, text) => {
    expect(readCleanTailOf(3, text === null ? null : Buffer.from(text))).toBeNull();
  });
});
