import type { OutgoingMessage } from '@cdr/kafka';
import { letterAbout as aboutRaw, type LetterFacts as About } from '@cdr/redrive/testing';
import { topics } from '../memory-kafka.fixture.ts';
import { createLetterIndex, type LetterIndex } from './letter-index.ts';
import type { LetterFacts } from './read-letter.ts';

/** A letter as the console keeps it, of the raw record of the same offset; what a test says is otherwise. */
export function letterFacts(offset: number, facts: Partial<LetterFacts> = {}): LetterFacts {
  return {
    offset,
    stage: 'validate',
    rawOffset: offset,
    writtenAt: 1_000 + offset,
    reason: 'quality',
    rules: 'has-positive-duration',
    replays: 0,
    caller: '+12125551234',
    provider: 'Verizon',
    ...facts,
  };
}

/** An index that has read these letters, by partition. */
export function indexOf(...partitions: LetterFacts[][]): LetterIndex {
  const index = createLetterIndex(partitions.length, 1_000 * partitions.length);
  index.look(partitions.map((letters) => ({ start: 0, end: (letters.at(-1)?.offset ?? -1) + 1 })));
  for (const [partition, letters] of partitions.entries())
    for (const letter of letters) {
      index.take(partition, letter);
      index.readTo(partition, letter.offset + 1);
    }
  return index;
}

/** All letters of an index, the newest first, as `partition/offset`. */
export function placesIn(index: LetterIndex, span: Parameters<LetterIndex['newestFirst']>[0] = {}): string[] {
  const places: string[] = [];
  index.newestFirst(span, ({ partition, offset }) => places.push(`${partition}/${offset}`));
  return places;
}

/** The letter about a record of this pipeline's raw topic, as a message. */
export function letterAbout(rawOffset: number, facts: About = {}): OutgoingMessage {
  return aboutRaw(rawOffset, { topic: topics.raw, ...facts });
}
