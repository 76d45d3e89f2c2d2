import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LetterQuery } from '../api.ts';
import { createLetterIndex, type IndexedLetter, type LetterIndex } from './letter-index.ts';
import { listLetters } from './letter-list.ts';
import { indexOf, letterFacts, placesIn } from './letters.fixture.ts';

const never = () => null;

/** All places that a reader comes to who goes on page by page. */
function walk(index: LetterIndex, query: LetterQuery = {}): string[] {
  const seen: string[] = [];
  for (let after: string | undefined, more = true; more;) {
    const { letters, next } = listLetters(index, query, after, never);
    expect(letters.length).toBeLessThanOrEqual(50);
    seen.push(...letters.map(({ partition, offset }) => `${partition}/${offset}`));
    after = next ?? undefined;
    more = next !== null;
  }
  return seen;
}

describe('page by page', () => {
  test('each letter is seen once and in order, also where many have the same time', () => {
    const counts = fc.tuple(fc.nat(90), fc.nat(90), fc.nat(90));
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 40 }), (lengths, atOnce) => {
        const index = indexOf(
          ...lengths.map((length) =>
            Array.from({ length }, (_, n) => letterFacts(n, { writtenAt: Math.floor(n / atOnce) })),
          ),
        );
        expect(walk(index)).toEqual(placesIn(index));
      }),
      { numRuns: 30 },
    );
  });

  test('one comes to the end also where more are asked for than are counted', () => {
    const many = 100_130;
    const index = createLetterIndex(1, many);
    index.look([{ start: 0, end: many }]);
    for (let n = 0; n < many; n += 1) index.take(0, letterFacts(n));
    expect(listLetters(index, {}, undefined, never).matched).toBeNull();
    const behindCounted = listLetters(index, {}, '1080-0-80', never);
    expect([behindCounted.letters[0]!.offset, behindCounted.next]).toEqual([79, '1030-0-30']);
    expect(listLetters(index, {}, '1030-0-30', never).letters).toHaveLength(30);
  });

  test('a page that has just room for the rest is the last one', () => {
    const of = (count: number) => indexOf(Array.from({ length: count }, (_, n) => letterFacts(n)));
    expect(listLetters(of(50), {}, undefined, never).next).toBeNull();
    expect(listLetters(of(51), {}, undefined, never).next).toBe('1001-0-1');
  });

  test.each(['', '1-2', '1-2-x', '-1-0-0', '1-2-3-4'])('to go on at %j is refused', (after) => {
    expect(() => listLetters(indexOf([]), {}, after, never)).toThrow('after must be the "next" of an answer');
  });
});

describe('of the letters are shown', () => {
  const index = indexOf(
    [letterFacts(0, { reason: 'schema', rules: '' }), letterFacts(1, { stage: 'load', reason: 'load' })],
    [letterFacts(0, { rules: 'a,b', writtenAt: 5_000 })],
  );

  test.each<[string, LetterQuery, string[]]>([
    ['all', {}, ['1/0', '0/1', '0/0']],
    ['those of a reason', { reason: 'schema' }, ['0/0']],
    ['those with a rule among theirs', { rule: 'b' }, ['1/0']],
    ['none by a part of a rule’s name', { rule: 'has-positive' }, []],
    ['those of a stage', { stage: 'load' }, ['0/1']],
    ['those of a partition', { partition: 0 }, ['0/1', '0/0']],
    ['those of a time', { from: 1_001, to: 5_000 }, ['0/1']],
    ['those for which all of it holds', { partition: 0, stage: 'validate' }, ['0/0']],
  ])('%s', (_, query, places) => {
    expect(walk(index, query)).toEqual(places);
    expect(listLetters(index, query, undefined, never).matched).toBe(places.length);
  });

  test('each with its rules one by one, and when it was sent back as which record', () => {
    const sentBackOf = ({ partition, offset }: IndexedLetter) => ({
      at: `sent ${offset}`,
      as: { partition, offset: 70 },
    });
    const { letters } = listLetters(index, { rule: 'a' }, undefined, sentBackOf);
    expect(letters).toEqual([
      {
        partition: 1,
        offset: 0,
        stage: 'validate',
        rawOffset: 0,
        writtenAt: 5_000,
        reason: 'quality',
        rules: ['a', 'b'],
        replays: 0,
        sentBack: { at: 'sent 0', as: { partition: 1, offset: 70 } },
      },
    ]);
  });
});
