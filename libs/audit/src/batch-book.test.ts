import { expect, test } from '@jest/globals';
import { createBatchBook } from './batch-book.ts';
import { emptyChecksum } from './checksum.ts';

const content = {
  partition: 1,
  rawOffset: 1,
  callId: 'c',
  start: '',
  fingerprint: 'f',
  ingestedAt: 1_684_000_000_000,
  cents: 5,
};

test('a row shows in the sums of its batch and partition, and in no other', () => {
  const book = createBatchBook();
  book.addRow('b', content);
  const records = (batchId: string, partition: number) => book.sumsOf(batchId, partition).table.records;
  expect([records('b', 1), records('b', 0), records('c', 1)]).toEqual([1, 0, 0]);
});

test('what is known of clean records counts when their partition is read to its end, and what was read anew once', () => {
  const book = createBatchBook();
  const cut = book.openCleanSums(1);
  cut.add('b', content);
  cut.count('b', 'conflicts');
  expect(book.sumsOf('b', 1).clean).toEqual(emptyChecksum());
  const whole = book.openCleanSums(1);
  whole.add('b', content);
  whole.add('b', { ...content, rawOffset: 2 });
  whole.count('b', 'conflicts');
  whole.close();
  expect(book.sumsOf('b', 1).clean).toMatchObject({ records: 2, cents: 10 });
  expect(book.fatesOf('b', 1)).toEqual({ alreadyLoaded: 0, conflicts: 1, refused: 0 });
});
