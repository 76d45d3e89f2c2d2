import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { selectLetters, type SelectionBounds } from './select-letters.ts';
import { letter } from './testing/letters.ts';

const bounds: SelectionBounds = {
  wasSent: () => false,
  maxReplays: 5,
  mostBytes: 1_000,
  limit: Number.POSITIVE_INFINITY,
};

describe('what is sent back', () => {
  test('is all that matches, up to the limit', () => {
    const letters = [0, 1, 2].map((rawOffset) => letter({ rawOffset, writtenAt: 10 + rawOffset }));
    expect(selectLetters(letters, { ...bounds, limit: 2 })).toMatchObject({
      matched: 3,
      toSend: 3,
      chosen: letters.slice(0, 2),
      until: 13,
    });
  });

  test('is nothing that was sent before, and nothing that was sent back too often', () => {
    const letters = [0, 4, 5, 6, Number.POSITIVE_INFINITY].map((replays, rawOffset) =>
      letter({ replays, rawOffset }),
    );
    const found = selectLetters(letters, { ...bounds, wasSent: ({ rawOffset }) => rawOffset === 3 });
    expect(found).toMatchObject({ sentBefore: 1, atCeiling: 2, toSend: 2 });
    expect(found.chosen.map(({ replays }) => replays)).toEqual([0, 4]);
  });

  test('is nothing that raw does not take, which holds up nothing behind it', () => {
    const letters = [1_000, 1_001, 1_001, 7].map((bytes, rawOffset) => letter({ bytes, rawOffset }));
    const found = selectLetters(letters, {
      ...bounds,
      limit: 2,
      wasSent: ({ rawOffset }) => rawOffset === 2,
    });
    expect(found).toMatchObject({ sentBefore: 1, tooLarge: [letters[1]], toSend: 2 });
    expect(found.chosen.map(({ rawOffset }) => rawOffset)).toEqual([0, 3]);
  });

  test('adds up, and goes on where it stopped until nothing is left', () => {
    const someLetters = fc.array(
      fc.record({ replays: fc.nat(7), bytes: fc.integer({ min: 998, max: 1_001 }) }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(someLetters, fc.integer({ min: 1, max: 10 }), (facts, limit) => {
        const letters = facts.map((fact, rawOffset) => letter({ ...fact, rawOffset }));
        const sent = new Set<number>();
        const wasSent = ({ rawOffset }: { rawOffset: number }) => sent.has(rawOffset);
        for (let runs = 0; runs <= letters.length; runs += 1) {
          const found = selectLetters(letters, { ...bounds, wasSent, limit });
          expect(found.matched).toBe(
            found.sentBefore + found.atCeiling + found.tooLarge.length + found.toSend,
          );
          for (const { rawOffset } of found.chosen) {
            expect(sent.has(rawOffset)).toBe(false);
            sent.add(rawOffset);
          }
        }
        expect(sent.size).toBe(letters.filter(({ replays, bytes }) => replays < 5 && bytes <= 1_000).length);
      }),
    );
  });

  test('is nothing of nothing', () => {
    expect(selectLetters([], bounds)).toMatchObject({ matched: 0, reasons: [], chosen: [], until: null });
  });
});

test('letters are counted by reason, and by each rule that they break, the most first', () => {
  const letters = [
    letter({ reason: 'malformed', rules: 'is-json' }),
    letter({ reason: 'quality', rules: 'a' }),
    letter({ reason: 'quality', rules: 'b,a' }),
    letter({ reason: 'duplicate', rules: '' }),
  ];
  expect(selectLetters(letters, bounds).reasons).toEqual([
    {
      reason: 'quality',
      letters: 2,
      rules: [
        { rule: 'a', letters: 2 },
        { rule: 'b', letters: 1 },
      ],
    },
    { reason: 'duplicate', letters: 1, rules: [] },
    { reason: 'malformed', letters: 1, rules: [{ rule: 'is-json', letters: 1 }] },
  ]);
});
