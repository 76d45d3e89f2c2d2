import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bytesOf, type KafkaRecord, readWholeLetter, writeRedriven } from '@cdr/kafka';
import type { FoundLetter } from './letter.ts';
import { createLetterBook } from './letter-book.ts';
import { letterAbout, type LetterFacts, received } from './testing/letters.ts';

const raw = { topic: 'raw', partition: 0 };

function bookOf(
  letters: KafkaRecord[],
  clean: number[] = [],
  isAskedFor: (letter: FoundLetter) => boolean = () => true,
) {
  const book = createLetterBook(raw, isAskedFor);
  for (const record of letters) book.letter(record);
  for (const offset of clean) book.clean(offset);
  return book;
}

function places(letters: FoundLetter[]): string[] {
  return letters.map(({ stage, rawOffset, letterOffset }) => `${stage} ${rawOffset} at ${letterOffset}`);
}

describe('the letters that count', () => {
  test('say what a redrive goes by', () => {
    const facts = { reason: 'quality', rules: ['a', 'b'], replays: 2 } as const;
    const record = received(letterAbout(7, facts), 3, 99);
    expect(bookOf([record]).letters()).toEqual([
      {
        stage: 'validate',
        partition: 0,
        rawOffset: 7,
        letterOffset: 3,
        writtenAt: 99,
        reason: 'quality',
        rules: 'a,b',
        replays: 2,
        bytes: bytesOf(writeRedriven(readWholeLetter(record)!, record)),
      },
    ]);
  });

  test('are as large as what sends them back, with the value that takes the place of theirs', () => {
    const record = received(letterAbout(7, { value: Buffer.alloc(50) }), 0);
    const largeWith = (value?: Buffer) => {
      const book = createLetterBook(raw, () => true, value);
      book.letter(record);
      return book.letters()[0]!.bytes;
    };
    expect(largeWith(Buffer.alloc(1_050)) - largeWith()).toBe(1_000);
  });

  test('are the first for their stage and record, though a later one alone is asked for', () => {
    const letters = [
      received(letterAbout(7, { reason: 'schema' }), 0),
      received(letterAbout(7, { reason: 'quality' }), 1),
      received(letterAbout(7, { stage: 'load', reason: 'conflict' }), 2),
    ];
    expect(places(bookOf(letters).letters())).toEqual(['validate 7 at 0', 'load 7 at 2']);
    expect(bookOf(letters, [], ({ reason }) => reason === 'quality').letters()).toEqual([]);
  });

  test('are none of the validator about a record that is clean; the loader speaks of clean records', () => {
    const letters = [received(letterAbout(7), 0), received(letterAbout(7, { stage: 'load' }), 1)];
    expect(places(bookOf(letters, [6, 7]).letters())).toEqual(['load 7 at 1']);
  });

  test('are not made void by a clean record that does not rise', () => {
    expect(places(bookOf([received(letterAbout(7), 0)], [8, 7]).letters())).toEqual(['validate 7 at 0']);
  });

  test('are those about a record of this partition of this raw topic', () => {
    const others: LetterFacts[] = [{ topic: 'older.raw' }, { partition: 1 }];
    const letters = [...others.map((facts) => letterAbout(1, facts)), { key: null, value: 'no letter' }];
    const book = bookOf(letters.map((message, n) => received(message, n)));
    expect([book.letters(), book.foreign()]).toEqual([[], 3]);
  });

  test('are found as by whoever sorts all of it out at the end', () => {
    const aLetter = fc.record({
      offset: fc.nat(9),
      stage: fc.constantFrom('validate' as const, 'load' as const),
    });
    fc.assert(
      fc.property(fc.array(aLetter), fc.array(fc.nat(9)), (written, clean) => {
        const letters = written.map(({ offset, stage }, n) => received(letterAbout(offset, { stage }), n));
        const accepted = new Set(
          clean.filter((offset, n) => clean.slice(0, n).every((other) => other < offset)),
        );
        const expected = written.flatMap(({ offset, stage }, n) => {
          const isFirst = written.findIndex((one) => one.offset === offset && one.stage === stage) === n;
          const isVoid = stage === 'validate' && accepted.has(offset);
          return isFirst && !isVoid ? [`${stage} ${offset} at ${n}`] : [];
        });
        expect(places(bookOf(letters, clean).letters())).toEqual(expected);
      }),
    );
  });
});

describe('clean need be read', () => {
  test('from the earliest raw record on, whose letter is asked for and may be void', () => {
    const times = [50, 20, 10].map((receivedAt, n) => received(letterAbout(n, { receivedAt }), n));
    expect(bookOf(times, [], ({ rawOffset }) => rawOffset < 2).cleanSince()).toBe(20);
  });

  test('not at all when none can be void', () => {
    expect(bookOf([]).cleanSince()).toBeNull();
    expect(bookOf([received(letterAbout(1, { stage: 'load' }), 0)]).cleanSince()).toBeNull();
  });
});
