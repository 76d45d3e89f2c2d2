import { describe, expect, it } from '@jest/globals';
import type { LetterList } from '../../api.ts';
import { matchedWords } from './matched-words.ts';

function page(letters: number, facts: Partial<LetterList>): LetterList {
  const read = { letters: 100, share: 1, forgotten: 0 };
  const rows = Array.from({ length: letters }, () => ({}) as LetterList['letters'][number]);
  return { read, matched: null, letters: rows, next: null, searched: null, ...facts };
}

describe('how many letters are as asked', () => {
  it.each([
    ['all of them shown', [page(2, { matched: 2 })], '2 letters as asked.'],
    [
      'a page of them shown',
      [page(50, { matched: 1_204, next: 'x' })],
      '1,204 letters as asked, the newest 50 shown.',
    ],
    [
      'more than are counted',
      [page(50, { next: 'x' }), page(50, { next: 'y' })],
      'More letters are as asked than the console counts. 100 are shown.',
    ],
    [
      'looked for by text, with more to look through',
      [page(3, { searched: 300, next: 'x' }), page(0, { searched: 300, next: 'y' })],
      '3 found in the newest 600 letters looked through.',
    ],
    [
      'looked for by text to the end',
      [page(3, { searched: 300 })],
      '3 found in all 300 letters looked through.',
    ],
  ])('is told with %s', (_, pages, said) => expect(matchedWords(pages)).toBe(said));
});
