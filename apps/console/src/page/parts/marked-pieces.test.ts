import { describe, expect, it } from '@jest/globals';
import { cutAtMarks } from './marked-pieces.ts';

describe('a marked text', () => {
  it.each([
    ['without marks', [], 'abcdef'],
    ['with a mark within', [{ from: 1, to: 3 }], 'a[bc]def'],
    ['with all of it marked', [{ from: 0, to: 6 }], '[abcdef]'],
    [
      'with marks out of order',
      [
        { from: 4, to: 5 },
        { from: 0, to: 1 },
      ],
      '[a]bcd[e]f',
    ],
    [
      'with marks that overlap',
      [
        { from: 1, to: 4 },
        { from: 2, to: 5 },
      ],
      'a[bcd][e]f',
    ],
    [
      'with a mark inside another',
      [
        { from: 0, to: 5 },
        { from: 1, to: 2 },
      ],
      '[abcde]f',
    ],
    ['with a mark beyond its end', [{ from: 5, to: 9 }], 'abcde[f]'],
    ['with an empty mark', [{ from: 2, to: 2 }], 'abcdef'],
  ])('%s is cut at them', (_, marks, expected) => {
    const pieces = cutAtMarks({ text: 'abcdef', marks });
    expect(pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')).toBe(expected);
  });
});
