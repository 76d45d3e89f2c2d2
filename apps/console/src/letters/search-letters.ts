import type { Kafka } from '@cdr/kafka';
import type { LetterList, LetterQuery } from '../api.ts';
import { readSome } from '../topics/read-some.ts';
import type { IndexedLetter, LetterIndex } from './letter-index.ts';
import { behind, cursorOf, pageRows, type SentBackOf, toRow } from './letter-list.ts';
import { isAsked } from './letter-query.ts';
import { maskRecord } from './mask.ts';

/** How much one request looks through. */
export interface SearchBounds {
  most: number;
  /** No further read after this moment, epoch ms. */
  until: number;
}

// Older letters of the partition that come with the same read: few fetches, and not a whole log for one letter.
const readBack = 300;

/**
 * Letters whose values are as asked, the newest first, as far as one request may look; `next` goes on behind what was looked
 * through. @throws KafkaError
 */
export async function searchLetters(
  { kafka, dlq, index, sentBackOf }: SearchPlace,
  { query, holds, after }: { query: LetterQuery; holds: Holds; after: string | undefined },
  { most, until }: SearchBounds,
): Promise<LetterList> {
  const asked: IndexedLetter[] = [];
  const isBehind = behind(after);
  index.newestFirst(query, (letter) => {
    if (isAsked(query, letter) && isBehind(letter)) asked.push(letter);
    return asked.length <= most;
  });
  const known = new Map<string, boolean>();
  const found: IndexedLetter[] = [];
  let searched = 0;
  for (const letter of asked.slice(0, most)) {
    const place = dlqPlace(letter.partition, letter.offset);
    if (!known.has(place)) {
      if (searched > 0 && Date.now() >= until) break;
      await lookAround(letter);
    }
    searched += 1;
    if (known.get(place)) found.push(letter);
    if (found.length === pageRows) break;
  }
  return {
    read: index.read(),
    matched: null,
    letters: found.map((letter) => toRow(letter, sentBackOf)),
    next: searched === asked.length ? null : cursorOf(asked[searched - 1]!),
    searched,
  };

  async function lookAround({ partition, offset }: IndexedLetter): Promise<void> {
    const from = Math.max(index.start(partition), offset - readBack);
    const place = { topic: dlq, partition, offset: from };
    const { records } = await readSome(kafka, place, { most: offset - from + 1, until: Infinity });
    for (const record of records)
      known.set(dlqPlace(partition, record.offset), record.value !== null && holds(record.value));
  }
}

/** Whether a letter's value is one that is looked for. */
export type Holds = (value: Buffer) => boolean;

/** Whether the bytes hold a text. */
export function bytesHolding(text: string): Holds {
  const bytes = Buffer.from(text);
  return (value) => value.includes(bytes);
}

/** Whether the text holds it that everybody sees: otherwise a name could be guessed, a letter at a time. */
export function maskedHolding(text: string): Holds {
  return (value) => maskRecord(value.toString()).includes(text);
}

/** Where letters are looked for. */
export interface SearchPlace {
  kafka: Pick<Kafka, 'openReader'>;
  dlq: string;
  index: LetterIndex;
  sentBackOf: SentBackOf;
}

function dlqPlace(partition: number, offset: number): string {
  return `${partition}/${offset}`;
}
