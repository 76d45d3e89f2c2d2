import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLetterIndex } from './letter-index.ts';
import { indexOf, letterFacts, placesIn } from './letters.fixture.ts';
import type { LetterFacts } from './read-letter.ts';

const facts = fc.record({
  later: fc.nat(2),
  rawOffset: fc.nat(12),
  stage: fc.constantFrom<LetterFacts['stage']>('validate', 'load'),
  reason: fc.constantFrom<LetterFacts['reason']>('oversize', 'quality', 'load'),
  rules: fc.constantFrom('', 'a', 'a,b'),
});

/** Letters of three partitions, in the order of their offsets and of their times. */
const partitions = fc.array(fc.array(facts, { maxLength: 20 }), { minLength: 3, maxLength: 3 }).map((all) =>
  all.map((letters) => {
    let writtenAt = 0;
    return letters.map(({ later, ...rest }, offset) =>
      letterFacts(offset, { ...rest, writtenAt: (writtenAt += later) }),
    );
  }),
);

/** What an index of such room must hold of a partition: the last of those that were not there when they came. */
function heldOf(letters: readonly LetterFacts[], room: number): LetterFacts[] {
  const held: LetterFacts[] = [];
  for (const letter of letters) {
    if (held.some(({ stage, rawOffset }) => stage === letter.stage && rawOffset === letter.rawOffset))
      continue;
    held.push(letter);
    if (held.length > room) held.shift();
  }
  return held;
}

test('it holds what a list of each partition would, the newest first over all of them', () => {
  const spans = fc.record({
    from: fc.option(fc.nat(20), { nil: undefined }),
    to: fc.option(fc.nat(40), { nil: undefined }),
  });
  fc.assert(
    fc.property(partitions, fc.integer({ min: 1, max: 8 }), spans, (all, room, span) => {
      const index = createLetterIndex(3, 3 * room);
      index.look(all.map(({ length: end }) => ({ start: 0, end })));
      for (const [partition, letters] of all.entries())
        for (const letter of letters) index.take(partition, letter);
      const held = all.map((letters) => heldOf(letters, room));
      const expected = held
        .flatMap((letters, partition) => letters.map((letter) => ({ ...letter, partition })))
        .filter(({ writtenAt }) => writtenAt >= (span.from ?? 0) && writtenAt < (span.to ?? Infinity))
        .sort((a, b) => b.writtenAt - a.writtenAt || a.partition - b.partition || b.offset - a.offset);
      const seen: unknown[] = [];
      index.newestFirst(span, (letter) => seen.push(letter));
      expect(seen).toEqual(expected);
      expect(index.read().letters).toBe(held.flat().length);

      const counted: string[] = [];
      index.eachSince(span.from ?? 0, ({ reason, writtenAt, rules }) =>
        counted.push(`${reason} ${writtenAt} ${index.word(rules)}`),
      );
      const since = held.flat().filter(({ writtenAt }) => writtenAt >= (span.from ?? 0));
      expect(counted.sort()).toEqual(
        since.map((one) => `${one.reason} ${one.writtenAt} ${one.rules}`).sort(),
      );
    }),
  );
});

test('texts that none of its letters has any more are let go of', () => {
  const index = createLetterIndex(1, 2);
  for (let n = 0; n < 100; n += 1) index.take(0, letterFacts(n, { caller: `caller ${n}` }));
  expect(index.wordBound()).toBeLessThan(10);
});

test('it ends when it is told that it is enough', () => {
  const seen: number[] = [];
  indexOf([letterFacts(0), letterFacts(1), letterFacts(2)]).newestFirst({}, ({ offset }) => {
    seen.push(offset);
    return seen.length < 2;
  });
  expect(seen).toEqual([2, 1]);
});

test('letters of a leader whose clock is behind are no older than those before them', () => {
  const index = indexOf([letterFacts(0, { writtenAt: 900 }), letterFacts(1, { writtenAt: 500 })]);
  expect(placesIn(index, { from: 800 })).toEqual(['0/1', '0/0']);
});

test('it knows where the letter about a raw record stands', () => {
  const index = indexOf([letterFacts(4, { rawOffset: 7, stage: 'load' }), letterFacts(5, { rawOffset: 7 })]);
  expect(index.offsetAbout({ partition: 0, offset: 7 }, 'load')).toBe(4);
  expect(index.offsetAbout({ partition: 0, offset: 7 }, 'validate')).toBe(5);
  expect(index.offsetAbout({ partition: 0, offset: 8 }, 'load')).toBeUndefined();
  expect(index.offsetAbout({ partition: 9, offset: 7 }, 'load')).toBeUndefined();
});

describe('how much of dlq is read', () => {
  test('is all of it when it is empty', () => {
    expect(indexOf([], []).read()).toEqual({ letters: 0, share: 1, forgotten: 0 });
  });

  test('is told over all partitions from the first on', () => {
    const index = createLetterIndex(2);
    index.look([
      { start: 0, end: 5 },
      { start: 10, end: 25 },
    ]);
    expect([index.nextOffset(0), index.nextOffset(1), index.read().share]).toEqual([0, 10, 0]);
    index.readTo(0, 5);
    expect(index.read().share).toBe(0.25);
    index.readTo(1, 25);
    expect(index.read().share).toBe(1);
  });

  test('begins as far back as there is room; what is older, and is there still, is forgotten', () => {
    const index = createLetterIndex(1, 10);
    index.look([{ start: 5, end: 40 }]);
    expect([index.nextOffset(0), index.read().forgotten]).toEqual([30, 25]);
    for (let offset = 30; offset < 45; offset += 1) index.take(0, letterFacts(offset));
    index.look([{ start: 5, end: 45 }]);
    expect(index.read()).toMatchObject({ letters: 10, forgotten: 30 });
    index.look([{ start: 33, end: 45 }]);
    expect(index.read().forgotten).toBe(2);
    index.look([{ start: 40, end: 45 }]);
    expect(index.read()).toMatchObject({ letters: 5, forgotten: 0 });
  });

  test('goes on at the start of what has expired meanwhile, and lets go of it', () => {
    const index = indexOf([letterFacts(0), letterFacts(1), letterFacts(2)]);
    index.look([{ start: 2, end: 9 }]);
    expect([index.nextOffset(0), index.start(0), placesIn(index)]).toEqual([3, 2, ['0/2']]);
    index.look([{ start: 6, end: 9 }]);
    expect([index.nextOffset(0), placesIn(index)]).toEqual([6, []]);
  });

  test('begins anew with a topic that was made anew', () => {
    const index = indexOf([letterFacts(0), letterFacts(1)], [letterFacts(0)]);
    index.look([
      { start: 0, end: 1 },
      { start: 0, end: 1 },
    ]);
    expect([index.nextOffset(0), index.nextOffset(1), placesIn(index)]).toEqual([0, 1, ['1/0']]);
    index.take(0, letterFacts(0, { rules: 'anew' }));
    index.readTo(0, 1);
    expect(index.read()).toEqual({ letters: 2, share: 1, forgotten: 0 });
  });
});
