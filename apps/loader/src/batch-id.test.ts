import { expect, test } from '@jest/globals';
import { batchId } from './batch-id.ts';
import type { Range } from './position.ts';

function range(partition: number, first: number, next: number): Range {
  const at = (nextOffset: number) => ({ nextOffset, rawHighWater: nextOffset - 1, last: null });
  return { partition, from: at(first), to: at(next), rows: 1, firstRaw: 0, lastRaw: 0 };
}
const now = new Date('2026-01-02T03:04:05.678Z');

test('a batch id tells when, which ranges by a short hash, and which attempt', () => {
  expect(batchId([range(0, 0, 5)], now, 'abcd1234')).toMatch(/^20260102T030405Z-[0-9a-f]{8}-abcd1234$/);
});

test('two owners of the same ranges have different ids, and so have different ranges of one owner', () => {
  const id = batchId([range(0, 0, 5)], now, 'a');
  expect(batchId([range(0, 0, 5)], now, 'b')).not.toBe(id);
  expect(batchId([range(0, 0, 6)], now, 'a')).not.toBe(id);
  expect(batchId([range(1, 0, 5)], now, 'a')).not.toBe(id);
});
