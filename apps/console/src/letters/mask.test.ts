import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskRecord } from './mask.ts';

const record =
  '{"caller_name": "Dr. Melissa Carter", "receiver_name": "David Kim", "caller_id": "+19145551234", "receiver_id": "911", "start_datetime": "2023-11-15 14:30:22", "call_duration": -120, "network_provider": "AT&T", "total_amount": 0.60}';

test('names and numbers are covered, the end of a number and what is no person’s stay', () => {
  expect(maskRecord(record)).toBe(
    '{"caller_name": "••. ••••••• ••••••", "receiver_name": "••••• •••", "caller_id": "+•••••••••34", "receiver_id": "•••", "start_datetime": "2023-11-15 14:30:22", "call_duration": -120, "network_provider": "AT&T", "total_amount": 0.60}',
  );
});

describe('what a broken record hides is covered too', () => {
  test.each([
    ['cut off', '{"caller_name": "Melissa Ca', '{"caller_name": "••••••• ••'],
    ['no JSON', 'Melissa Carter,+19145551234', '••••••• ••••••,+•••••••••••'],
    ['no object', '["Melissa"]', '["•••••••"]'],
    ['a text behind it', '{"call_duration": 1} Melissa', '{"call_duration": •} •••••••'],
    ['a comment', '{"call_duration": 1 /* Melissa */}', '{"call_duration": • /* ••••••• */}'],
    ['a name of a field', '{"Melissa": 1}', '{"•••••••": •}'],
    [
      'a number in another field',
      '{"network_provider": "+19145551234"}',
      '{"network_provider": "+•••••••••••"}',
    ],
    [
      'values in a field that is shown',
      '{"network_provider": {"of": "Melissa"}}',
      '{"network_provider": {"••": "•••••••"}}',
    ],
    ['lists in it', '{"network_provider": [91, 45]}', '{"network_provider": [••, ••]}'],
    ['escapes', '{"network_provider": "\\u0041da"}', '{"network_provider": "\\•••••••"}'],
    ['nested values', '{"caller_name": {"first": "Melissa"}}', '{"caller_name": {"•••••": "•••••••"}}'],
    ['letters of any script', '{"caller_name": "Юлия 李"}', '{"caller_name": "•••• •"}'],
  ])('%s', (_, text, masked) => expect(maskRecord(text)).toBe(masked));
});

test('covering keeps each character’s place, so that a mark stays where it was', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => maskRecord(text).length === text.length));
  fc.assert(fc.property(fc.json(), (text) => maskRecord(text).length === text.length));
});

describe('what is no call record is covered as a whole', () => {
  test.each([
    ['too long', { network_provider: 'Verizon', caller_name: 'x'.repeat(65_536) }],
    [
      'of too many fields',
      {
        network_provider: 'Verizon',
        ...Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`f${n}`, 1])),
      },
    ],
  ])('%s', (_, of) => {
    const masked = maskRecord(JSON.stringify(of));
    expect(masked).toMatch(/^\{"network_provider":"•••••••",/);
    expect(masked).not.toMatch(/[x1]/);
  });

  test.each([
    ['too deep lists', '['.repeat(50_000), 50_000],
    ['too deep objects', '{"a":'.repeat(12_000), 12_000],
    ['lists without end', '['.repeat(200_000), 200_000],
    ['objects without end', '{"a":'.repeat(80_000), 80_000],
  ])('%s', (_, open, depth) => {
    const text = `${open}"Melissa"`;
    expect(maskRecord(text)).toHaveLength(text.length);
    expect(maskRecord(`{"x":${text}${(open.startsWith('[') ? ']' : '}').repeat(depth)}}`)).not.toMatch(/\w/);
  });
});

test.each([
  ['of many fields', `{${Array.from({ length: 80_000 }, (_, n) => `"k${n}":"x"`).join(',')}}`],
  ['of quotes', '"a'.repeat(500_000)],
  ['of one name', `{"${'a'.repeat(1_000_000)}"`],
  ['of one number', `{"caller_id":"${'1'.repeat(1_000_000)}"}`],
])('a MiB is covered in no time: %s', (_, text) => {
  const began = performance.now();
  maskRecord(text);
  expect(performance.now() - began).toBeLessThan(2_000);
});
