import type { OffsetRange, Stage } from '@cdr/kafka';
import type { LettersRead } from '../api.ts';
import { createPartitionLetters, type LetterMarks, type PartitionLetters } from './partition-letters.ts';
import type { LetterFacts } from './read-letter.ts';
import { createWords } from './words.ts';

/** A letter with its partition. */
export interface IndexedLetter extends LetterFacts {
  partition: number;
}

/** What is known of the dead letters without reading them again. */
export interface LetterIndex {
  readonly partitions: number;
  /** What dlq holds now, by partition: what it has lost is let go of, and all of one that was made anew. */
  look(held: readonly OffsetRange[]): void;
  /** Where to read on, of what was looked at; the first time as far back as there is room. */
  nextOffset(partition: number): number;
  take(partition: number, letter: LetterFacts): void;
  /** Everything below this offset of dlq was read. */
  readTo(partition: number, offset: number): void;
  /** Letters for which all of this holds, the newest first, until `each` says false. */
  newestFirst(span: TimeSpan, each: (letter: IndexedLetter) => unknown): void;
  /** What to count letters by that were written at or after `from`, in no order. */
  eachSince(from: number, each: (marks: Readonly<LetterMarks>) => void): void;
  /** The text of a number in those, and what all of these numbers are below. */
  word(id: number): string;
  wordBound(): number;
  /** The first offset of dlq that the partition held when it was looked at last. */
  start(partition: number): number;
  /** Where in dlq the letter of a stage about a raw record stands; undefined when it is not held. */
  offsetAbout(raw: { partition: number; offset: number }, stage: Stage): number | undefined;
  read(): LettersRead;
}

/** Written at or after `from` and before `to`, epoch ms. */
export interface TimeSpan {
  from?: number | undefined;
  to?: number | undefined;
}

/** Letters held in all: some 60 MB. */
export const mostLetters = 500_000;

interface Shelf {
  letters: PartitionLetters;
  /** What the partition held when it was looked at last. */
  held: OffsetRange;
  /** Where reading began. */
  start: number;
  /** Where it goes on; null before the first look. */
  next: number | null;
}

/** An index of as many partitions as dlq has. */
export function createLetterIndex(partitions: number, capacity = mostLetters): LetterIndex {
  const words = createWords();
  const room = Math.max(1, Math.floor(capacity / partitions));
  const shelves = Array.from({ length: partitions }, newShelf);

  function newShelf(): Shelf {
    const letters = createPartitionLetters(room, words);
    return { letters, held: { start: 0, end: 0 }, start: 0, next: null };
  }

  function look(held: readonly OffsetRange[]): void {
    for (const [partition, range] of held.entries()) {
      if ((shelves[partition]!.next ?? 0) > range.end) empty(partition);
      const shelf = shelves[partition]!;
      shelf.held = range;
      shelf.letters.expire(range.start);
      if (shelf.next === null) shelf.start = Math.max(range.start, range.end - room);
      shelf.next = Math.max(shelf.next ?? shelf.start, range.start);
    }
  }

  // Its topic was made anew: no offset means what it did.
  function empty(partition: number): void {
    shelves[partition]!.letters.expire(Infinity);
    shelves[partition] = newShelf();
  }

  function newestFirst(
    { from = 0, to = Infinity }: TimeSpan,
    each: (letter: IndexedLetter) => unknown,
  ): void {
    const cursors = shelves.map(({ letters }, partition) => ({ letters, partition, n: letters.size() - 1 }));
    for (;;) {
      let newest: (typeof cursors)[number] | undefined;
      for (const cursor of cursors) {
        while (cursor.n >= 0 && cursor.letters.writtenAt(cursor.n) >= to) cursor.n -= 1;
        if (cursor.n < 0 || cursor.letters.writtenAt(cursor.n) < from) continue;
        if (!newest || cursor.letters.writtenAt(cursor.n) > newest.letters.writtenAt(newest.n))
          newest = cursor;
      }
      if (newest === undefined) return;
      const letter = { ...newest.letters.at(newest.n), partition: newest.partition };
      newest.n -= 1;
      if (each(letter) === false) return;
    }
  }

  function read(): LettersRead {
    const all = sum(shelves, (shelf) => shelf.held.end - beginOf(shelf));
    const done = sum(shelves, (shelf) => Math.max(0, shelf.next! - beginOf(shelf)));
    return {
      letters: sum(shelves, ({ letters }) => letters.size()),
      share: all <= 0 ? 1 : done / all,
      forgotten: sum(shelves, (shelf) => Math.max(shelf.letters.goneTo(), beginOf(shelf)) - shelf.held.start),
    };
  }

  return {
    partitions,
    look,
    nextOffset: (partition) => shelves[partition]!.next!,
    take: (partition, letter) => shelves[partition]!.letters.take(letter),
    readTo(partition, offset) {
      shelves[partition]!.next = offset;
    },
    newestFirst,
    eachSince(from, each) {
      for (const { letters } of shelves)
        for (let n = letters.size() - 1; n >= 0 && letters.writtenAt(n) >= from; n -= 1)
          each(letters.marks(n));
    },
    word: (id) => words.text(id),
    wordBound: () => words.bound(),
    offsetAbout: ({ partition, offset }, stage) => shelves[partition]?.letters.offsetAbout(stage, offset),
    start: (partition) => shelves[partition]!.held.start,
    read,
  };
}

// Of what is there still.
function beginOf({ start, held }: Shelf): number {
  return Math.max(start, held.start);
}

function sum(shelves: readonly Shelf[], of: (shelf: Shelf) => number): number {
  return shelves.reduce((total, shelf) => total + of(shelf), 0);
}
