import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLetterSums } from './letter-sums.ts';

const text = fc.option(
  fc.string({ maxLength: 3 }).map((one) => Buffer.from(one)),
  { nil: null },
);
// Pages end at multiples of 65,536: offsets on both sides of one.
const letter = fc.record({ rawOffset: fc.integer({ min: 65_500, max: 65_570 }), key: text, value: text });

test('letters agree with a record when each of them has its key and its value, in whatever order they came', () => {
  fc.assert(
    fc.property(
      fc.array(letter, { maxLength: 100 }),
      letter,
      (letters, { rawOffset: offset, key, value }) => {
        const sums = createLetterSums();
        for (const one of letters) sums.add(one.rawOffset, one);
        const said = letters.filter(({ rawOffset }) => rawOffset === offset);
        const agree = said.every((one) => say(one) === say({ key, value }));
        expect(sums.agree({ offset, key, value })).toBe(agree);
      },
    ),
    { numRuns: 1_000 },
  );
});

function say({ key, value }: { key: Buffer | null; value: Buffer | null }): string {
  return JSON.stringify([key, value]);
}

test('nothing is not empty, and no byte moves from the key to the value', () => {
  const [a, ab, b, empty] = ['a', 'ab', 'b', ''].map((one) => Buffer.from(one)) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ];
  const sums = createLetterSums();
  sums.add(0, { key: null, value: ab });
  sums.add(1, { key: a, value: b });
  expect(sums.agree({ offset: 0, key: empty, value: ab })).toBe(false);
  expect(sums.agree({ offset: 1, key: ab, value: empty })).toBe(false);
  expect([
    sums.agree({ offset: 0, key: null, value: ab }),
    sums.agree({ offset: 1, key: a, value: b }),
  ]).toEqual([true, true]);
});

test('a million letters in order take some bytes each', () => {
  const sums = createLetterSums();
  const before = process.memoryUsage().arrayBuffers;
  for (let n = 0; n < 1_000_000; n += 1) sums.add(n * 50, { key: null, value: null });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
  expect(sums.agree({ offset: 50, key: null, value: null })).toBe(true);
});
