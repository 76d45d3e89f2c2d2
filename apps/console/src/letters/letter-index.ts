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
  take(partition: number, letter: LetterFacts): void;
  /** Where to read on in a partition that holds this; the first time as far back as there is room. */
  nextOffset(partition: number, held: OffsetRange): number;
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
  /** One by its place in dlq; null when it is not held. */
  find(partition: number, offset: number): IndexedLetter | null;
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
  /** Where the log begins. */
  held: number;
  /** Where reading began. */
  start: number;
  next: number;
  end: number;
  /** Offsets that were not read, as there was no room. */
  skipped: number;
}

/** An index of as many partitions as dlq has. */
export function createLetterIndex(partitions: number, capacity = mostLetters): LetterIndex {
  const words = createWords();
  const room = Math.max(1, Math.floor(capacity / partitions));
  const shelves = Array.from({ length: partitions }, (): Shelf => ({
    letters: createPartitionLetters(room, words),
    held: 0,
    start: 0,
    next: -1,
    end: 0,
    skipped: 0,
  }));

  function nextOffset(partition: number, { start, end }: OffsetRange): number {
    const shelf = shelves[partition]!;
    if (shelf.next < 0) {
      shelf.start = Math.max(start, end - room);
      shelf.skipped = shelf.start - start;
      shelf.next = shelf.start;
    }
    shelf.held = start;
    shelf.end = end;
    // What expired meanwhile cannot be read any more; a topic that was made anew begins at its start.
    if (shelf.next > end) shelf.next = start;
    shelf.next = Math.max(shelf.next, start);
    return shelf.next;
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

  function find(partition: number, offset: number): IndexedLetter | null {
    const letters = shelves[partition]?.letters;
    if (letters === undefined) return null;
    let [low, high] = [0, letters.size() - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (letters.at(middle).offset < offset) low = middle + 1;
      else high = middle;
    }
    const letter = high < 0 ? null : letters.at(low);
    return letter?.offset === offset ? { ...letter, partition } : null;
  }

  function read(): LettersRead {
    const all = sum(shelves, ({ start, end }) => end - start);
    const done = sum(shelves, ({ start, next }) => Math.max(0, next - start));
    return {
      letters: sum(shelves, ({ letters }) => letters.size()),
      share: all <= 0 ? 1 : done / all,
      forgotten: sum(shelves, ({ letters, skipped }) => letters.forgotten() + skipped),
    };
  }

  return {
    take: (partition, letter) => shelves[partition]!.letters.take(letter),
    nextOffset,
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
    start: (partition) => shelves[partition]!.held,
    find,
    read,
  };
}

function sum(shelves: readonly Shelf[], of: (shelf: Shelf) => number): number {
  return shelves.reduce((total, shelf) => total + of(shelf), 0);
}
