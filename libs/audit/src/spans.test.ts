import { expect, test } from '@jest/globals';
import { createFinder, saySpans } from './spans.ts';

function found(offsets: Iterable<number>) {
  const finder = createFinder();
  for (const offset of offsets) finder.add(offset);
  return finder.found();
}

test.each([
  [[3], 'offset 3 is'],
  [[3, 4, 5, 9], 'offsets 3 to 5, 9 are'],
  [
    Array.from({ length: 12 }, (_, n) => 2 * n),
    'offsets 0, 2, 4, 6, 8, 10, 12, 14, 16, 18 and 2 more ranges, 12 in all are',
  ],
])('offsets %j are said as %s', (offsets, words) => {
  expect(saySpans(found(offsets))).toBe(words);
});

test('a million places take the memory of a thousand, and are all counted', () => {
  function* everySecond() {
    for (let n = 0; n < 1_000_000; n += 1) yield 2 * n;
  }
  const { offsets, spans, moreSpans } = found(everySecond());
  expect([offsets, spans.length, moreSpans]).toEqual([1_000_000, 1_000, 999_000]);
});
