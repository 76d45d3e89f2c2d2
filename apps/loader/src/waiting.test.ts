import { expect, test } from '@jest/globals';
import { batchOf, cleanRecord } from './clean-records.fixture.ts';
import { createWaiting } from './waiting.ts';

// The Kafka timestamp of a clean record of these tests is 1000 + its offset.
function records(first: number, last: number) {
  return Array.from({ length: last - first + 1 }, (_, n) => cleanRecord(first + n));
}

test('the oldest that waits is the first read that is not loaded', () => {
  const waiting = createWaiting();
  expect(waiting.oldest()).toBeNull();
  waiting.read(batchOf(records(3, 5)));
  waiting.read(batchOf(records(6, 6)));
  waiting.read(batchOf([]));
  waiting.read(batchOf(records(7, 9)));
  expect(waiting.oldest()).toBe(1003);
  waiting.loadedThrough(3); // nothing of the first batch
  expect(waiting.oldest()).toBe(1003);
  waiting.loadedThrough(7);
  expect(waiting.oldest()).toBe(1007);
  waiting.loadedThrough(10);
  expect(waiting.oldest()).toBeNull();
});

test('what ends behind its last record, at a marker of a transaction, is loaded with that record', () => {
  const waiting = createWaiting();
  waiting.read({ records: records(0, 1), nextOffset: 3, endOffset: 3 });
  waiting.loadedThrough(2);
  expect(waiting.oldest()).toBeNull();
});
