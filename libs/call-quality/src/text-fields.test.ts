import { expect, test } from '@jest/globals';
import { goodCall } from './testing/good-call.ts';
import { firstText, textFields } from './text-fields.ts';

test('seven fields hold text', () => {
  expect(textFields.map(({ name, type }) => [name, type.bytes])).toEqual([
    ['caller_name', 256],
    ['receiver_name', 256],
    ['caller_id', 20],
    ['receiver_id', 20],
    ['network_provider', 50],
    ['call_status', 16],
    ['cell_id', 32],
  ]);
});

test('texts are looked at in column order, absent ones passed over', () => {
  const seen: string[] = [];
  const { network_provider, ...rest } = goodCall;
  const call = { ...rest, cell_id: '310-410-1' } as typeof goodCall;
  expect(firstText(call, (text) => seen.push(text) === 0)).toBeNull();
  expect(seen).toEqual([
    call.caller_name,
    call.receiver_name,
    call.caller_id,
    call.receiver_id,
    call.cell_id,
  ]);
  expect(firstText({ ...call, network_provider }, (text) => text === network_provider)).toBe(
    'network_provider',
  );
});
