import type { LetterList, LetterQuery, LetterRow } from '../api.ts';
import { QueryError } from '../asked/read-query.ts';
import { isAsked, rulesOf } from './letter-query.ts';
import type { IndexedLetter, LetterIndex } from './letter-index.ts';

/** When and as which record a letter's record was sent back to raw; null when it was not. */
export type SentBackOf = (letter: IndexedLetter) => LetterRow['sentBack'];

/** Letters of one page, and of one look for a text. */
export const pageRows = 50;
// Counting stops there: "more than" is enough to know, and each page would go through all of them.
const mostCounted = 100_000;

/** A page of the letters that are asked for, by all but their text: from memory, so at once. */
export function listLetters(
  index: LetterIndex,
  query: LetterQuery,
  after: string | undefined,
  sentBackOf: SentBackOf,
): LetterList {
  const letters: IndexedLetter[] = [];
  let matched = 0;
  const isBehind = behind(after);
  index.newestFirst(query, (letter) => {
    if (!isAsked(query, letter)) return;
    matched += 1;
    if (letters.length <= pageRows && isBehind(letter)) letters.push(letter);
    return matched < mostCounted || letters.length <= pageRows;
  });
  const shown = letters.slice(0, pageRows);
  return {
    read: index.read(),
    matched: matched < mostCounted ? matched : null,
    letters: shown.map((letter) => toRow(letter, sentBackOf)),
    next: letters.length > pageRows ? cursorOf(shown.at(-1)!) : null,
    searched: null,
  };
}

/** A letter as a row of a page. */
export function toRow(letter: IndexedLetter, sentBackOf: SentBackOf): LetterRow {
  const { partition, offset, stage, rawOffset, writtenAt, reason, replays } = letter;
  const row = { partition, offset, stage, rawOffset, writtenAt, reason, replays };
  return { ...row, rules: rulesOf(letter), sentBack: sentBackOf(letter) };
}

/** Where a page ends: time, partition and offset of its last letter. */
export function cursorOf({ writtenAt, partition, offset }: IndexedLetter): string {
  return `${writtenAt}-${partition}-${offset}`;
}

/** Whether a letter comes after the page that ended there. @throws QueryError */
export function behind(cursor: string | undefined): (letter: IndexedLetter) => boolean {
  if (cursor === undefined) return () => true;
  const match = /^(\d{1,16})-(\d{1,9})-(\d{1,16})$/.exec(cursor);
  if (match === null) throw new QueryError('after must be the "next" of an answer');
  const [at, partition, offset] = match.slice(1).map(Number) as [number, number, number];
  return (letter) =>
    letter.writtenAt < at ||
    (letter.writtenAt === at &&
      (letter.partition > partition || (letter.partition === partition && letter.offset < offset)));
}
