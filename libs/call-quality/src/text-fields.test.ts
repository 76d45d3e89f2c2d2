import { expect, test } from '@jest/globals';
import { textFields } from './text-fields.ts';

test('five fields hold text', () => {
  expect(textFields.map(({ name, type }) => [name, type.bytes])).toEqual([
    ['caller_name', 256],
    ['receiver_name', 256],
    ['caller_id', 20],
    ['receiver_id', 20],
    ['network_provider', 50],
  ]);
});
