import { expect, test } from '@jest/globals';
import { maskFields, maskNumber, maskValue } from './mask.ts';

test.each([
  ['+12025550101', '+120******01'],
  ['+1234567', '********'],
  ['911', '***'],
  ['', ''],
])('the number %j is told as %j', (number, told) => {
  expect(maskNumber(number)).toBe(told);
});

test('a call tells when it was and what it cost, and not who called whom from where', () => {
  const call = {
    caller_name: 'Ada',
    receiver_name: 'Élodie',
    caller_id: '+12025550101',
    receiver_id: '911',
    start_datetime: '2023-05-12 10:00:00',
    call_duration: 60,
    total_amount: '0.05',
    cell_id: 'cell-7',
  };
  expect(maskFields(call)).toEqual({
    ...call,
    caller_name: 'A***',
    receiver_name: 'É***',
    caller_id: '+120******01',
    receiver_id: '***',
    cell_id: '***',
  });
});

test('what a field should not hold, or no field is known by, is hidden', () => {
  const refused = {
    caller_name: { first: 'Ada' },
    caller_id: 12_025_550_101,
    call_duration: ['Ada'],
    note: 'Ada',
  };
  expect(new Set(Object.values(maskFields(refused)))).toEqual(new Set(['***']));
});

test('a value is told without what it tells of a person, also behind a prefix; nothing of what is no JSON object', () => {
  const json = Buffer.from('{"caller_name":"Ada","call_duration":60}');
  const masked = '{"caller_name":"A***","call_duration":60}';
  expect(maskValue(json)).toBe(masked);
  expect(maskValue(Buffer.concat([Buffer.from([0, 0, 0, 0, 7]), json]))).toBe(masked);
  for (const text of ['Ada', '"Ada"', '["Ada"]', '{"caller_name":"Ada"', 'null', ''])
    expect(maskValue(Buffer.from(text))).toBeNull();
});
