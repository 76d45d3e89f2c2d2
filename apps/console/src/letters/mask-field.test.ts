import { describe, expect, test } from '@jest/globals';
import { isShownField, maskField } from './mask-field.ts';

describe('a value of a field that everybody sees is shown where it looks like one', () => {
  test.each([
    ['start_datetime', '2023-11-15 14:30:22'],
    ['end_datetime', '2023-02-30T24:00:00.123Z'],
    ['end_datetime', '2023-11-15'],
    ['call_duration', '-120'],
    ['call_duration', 'null'],
    ['total_amount', '0.605'],
    ['total_amount', '1e3'],
    ['raw_partition', '3'],
    ['raw_offset', '999999'],
    ['network_provider', 'AT&T'],
    ['network_provider', 'Телеком 2000'],
    ['network_provider', ''],
    ['call_status', 'dropped'],
  ])('%s %s', (field, value) =>
    expect([isShownField(field), maskField(field, value)]).toEqual([true, value]),
  );
});

describe('and covered where it does not', () => {
  test.each([
    ['start_datetime', 'Melissa'],
    ['start_datetime', '19145551234'],
    ['start_datetime', '1914-555-1234'],
    ['call_duration', '"Ada"'],
    ['call_duration', '9145551234'],
    ['call_duration', '914555.1234'],
    ['total_amount', 'Ada'],
    ['total_amount', '９１４'],
    ['network_provider', '914 55'],
    ['network_provider', '９１４５５'],
    ['network_provider', '٩١٤٥٥'],
    ['network_provider', 'Ada \\u0031'],
    ['network_provider', 'x'.repeat(51)],
    ['call_status', 'Ada, "Grace"'],
    ['raw_offset', '12125551234'],
  ])('%s %s', (field, value) => {
    expect(maskField(field, value)).toBe(value.replaceAll(/[\p{L}\p{N}]/gu, '•'));
  });
});

test.each([
  ['caller_id', '+19145551234', '+•••••••••34'],
  ['cell_id', 'cell-17', '••••-17'],
  ['caller_name', 'Ada 7', '••• •'],
  ['fingerprint', 'f1', '••'],
  ['toString', 'Ada', '•••'],
])('a value of %s is covered', (field, value, masked) => expect(maskField(field, value)).toBe(masked));

test.each([
  ['0123456789abcdef0123456789abcdef', '0123456789abcdef0123456789abcdef'],
  ['src:19145551234', '•••:•••••••••34'],
  ['19145551234191455543211914555123', `${'•'.repeat(30)}23`],
])('a call id is shown when we made it, and covered as a number when its source did: %s', (id, shown) => {
  expect(maskField('call_id', id)).toBe(shown);
});
