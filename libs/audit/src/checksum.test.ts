import { expect, test } from '@jest/globals';
import { hash } from 'node:crypto';
import fc from 'fast-check';
import { addContent, type Checksum, type Content, emptyChecksum, sumChecksums } from './checksum.ts';

const content: fc.Arbitrary<Content> = fc.record({
  partition: fc.nat(3),
  rawOffset: fc.nat(100_000),
  callId: fc.stringMatching(/^[0-9a-f]{32}$/),
  start: fc.constant('2023-05-12 10:00:00'),
  fingerprint: fc.stringMatching(/^[0-9a-f]{16}$/),
  ingestedAt: fc.nat(2_000_000_000),
  cents: fc.nat(99_999),
});

function sumOf(contents: readonly Content[]): Checksum {
  const sum = emptyChecksum();
  for (const one of contents) addContent(sum, one);
  return sum;
}

test('a checksum is the same in whatever order its records come, and however they are parted', () => {
  fc.assert(
    fc.property(fc.array(content), fc.nat(), (contents, cut) => {
      const whole = sumOf(contents);
      expect(sumOf([...contents].reverse())).toEqual(whole);
      const at = cut % (contents.length + 1);
      expect(sumChecksums([sumOf(contents.slice(at)), sumOf(contents.slice(0, at))])).toEqual(whole);
    }),
  );
});

test('it is another one when a record says something else, stands elsewhere, or comes twice in the place of another', () => {
  const change = fc.constantFrom(
    ...(['partition', 'rawOffset', 'callId', 'fingerprint', 'ingestedAt'] as const),
  );
  fc.assert(
    fc.property(fc.array(content, { minLength: 2 }), content, change, ([first, ...others], other, field) => {
      const altered = { ...first!, [field]: other[field] };
      fc.pre(first![field] !== other[field]);
      const { contents } = sumOf([first!, ...others]);
      expect(sumOf([altered, ...others]).contents).not.toBe(contents);
      expect(sumOf([others[0]!, ...others]).contents === contents).toBe(same(first!, others[0]!));
    }),
  );
});

function same(one: Content, other: Content): boolean {
  return JSON.stringify({ ...one, cents: 0 }) === JSON.stringify({ ...other, cents: 0 });
}

test('its ids stay when only the content is another, and its contents do not', () => {
  const record = {
    partition: 0,
    rawOffset: 1,
    callId: 'c',
    start: '',
    fingerprint: 'f',
    ingestedAt: 1,
    cents: 5,
  };
  const sum = sumOf([record]);
  const altered = sumOf([{ ...record, fingerprint: 'g', cents: 6 }]);
  expect(altered.ids).toBe(sum.ids);
  expect(altered.contents).not.toBe(sum.contents);
  expect(altered.cents - sum.cents).toBe(1);
});

// Of a sum of CRCs about 1 in 7,000 such swaps escapes: these three did.
test.each([
  [11_418, 444_171, 372_387],
  [14_793, 871_866, 776_665],
  [33_124, 482_314, 559_841],
])('two records that have each the content of the other show: pair %d', (n, one, two) => {
  const says = (text: string) => {
    const digits = hash('sha256', text, 'hex');
    return {
      callId: digits.slice(0, 32),
      start: '',
      fingerprint: digits.slice(32, 48),
      ingestedAt: 1,
      cents: 5,
    };
  };
  const at = (rawOffset: number, text: string) => ({ partition: 0, rawOffset, ...says(text) });
  const asTheyWere = sumOf([at(one, `a${n}`), at(two, `b${n}`)]);
  const swapped = sumOf([at(one, `b${n}`), at(two, `a${n}`)]);
  expect(swapped.ids).not.toBe(asTheyWere.ids);
  expect(swapped.contents).not.toBe(asTheyWere.contents);
});

test('amounts of millions of records are added exactly', () => {
  const sum = emptyChecksum();
  for (let n = 0; n < 300_000; n += 1)
    addContent(sum, {
      partition: 0,
      rawOffset: n,
      callId: 'c',
      start: '',
      fingerprint: 'f',
      ingestedAt: 1,
      cents: 99_999,
    });
  expect(sum.cents).toBe(29_999_700_000);
});
