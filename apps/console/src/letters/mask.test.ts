import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskNumber, maskRecord } from './mask.ts';

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
    ['nested values', '{"caller_name": {"first": "Melissa"}}', '{"caller_name": {"•••••": "•••••••"}}'],
    ['letters of any script', '{"caller_name": "Юлия 李"}', '{"caller_name": "•••• •"}'],
  ])('%s', (_, text, masked) => expect(maskRecord(text)).toBe(masked));
});

test('covering keeps each character’s place, so that a mark stays where it was', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => maskRecord(text).length === text.length));
  fc.assert(fc.property(fc.json(), (text) => maskRecord(text).length === text.length));
});

test.each([
  ['+19145551234', '+•••••••••34'],
  ['911', '•••'],
  ['', ''],
])('the number %s is shown as %s', (number, masked) => expect(maskNumber(number)).toBe(masked));
