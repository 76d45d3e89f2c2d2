import { expect, test } from '@jest/globals';
import { createBatchBook } from './batch-book.ts';

const content = { partition: 0, rawOffset: 1, callId: 'call 217', fingerprint: 'f' };
const other = { ...content, callId: 'b' };

// This content has a large number: three million of it are more than a float counts exactly.
test('rows and clean records agree in whatever order they come, though they are millions', () => {
  const book = createBatchBook();
  const sums = book.openCleanSums(0);
  book.addRow('b', other);
  for (let n = 0; n < 3_000_000; n += 1) {
    book.addRow('b', content);
    sums.add('b', content);
  }
  sums.add('b', other);
  sums.close();
  expect(book.disagrees('b', 0)).toBe(false);
});

test('a row that says something else shows in its batch and partition, and in no other', () => {
  const book = createBatchBook();
  const sums = book.openCleanSums(1);
  book.addRow('b', { ...content, partition: 1 });
  sums.add('b', { ...other, partition: 1 });
  sums.close();
  expect([book.disagrees('b', 0), book.disagrees('b', 1), book.disagrees('c', 1)]).toEqual([
    false,
    true,
    false,
  ]);
});
