import { describe, expect, test } from '@jest/globals';
import type { LetterQuery } from '../api.ts';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { followLetters } from './follow-letters.ts';
import { createLetterIndex } from './letter-index.ts';
import { letterAbout } from './letters.fixture.ts';
import { bytesHolding, maskedHolding, searchLetters } from './search-letters.ts';

const noLimit = { most: 5_000, until: Number.POSITIVE_INFINITY };

/** Letters in two partitions in turn, a ms apart; the value of each is given. */
async function withLetters(values: readonly string[]) {
  const memory = createConsoleKafka(2, 500);
  for (const [n, value] of values.entries()) {
    memory.clock.now = 1_000 + n;
    const partition = n % 2;
    memory.log('dlq', partition).append([letterAbout(n, { partition, value: Buffer.from(value) })]);
  }
  const index = createLetterIndex(2);
  const { kafka } = memory;
  async function follow(): Promise<void> {
    await followLetters(kafka, topics, index, await kafka.offsets(topics.dlq), new AbortController().signal);
  }
  await follow();
  const place = { kafka, dlq: topics.dlq, index, sentBackOf: () => null };
  async function search(text: string, after?: string, bounds = noLimit, query: LetterQuery = {}) {
    const holds = bytesHolding(text);
    const found = await searchLetters(place, { query, holds, after }, bounds);
    return { ...found, letters: found.letters.map(({ rawOffset }) => rawOffset) };
  }
  const fetches = () => memory.asked.filter(({ what }) => what === 'fetch').length;
  return { ...memory, search, follow, fetches };
}

const names = ['Ada', 'Bob', 'Eve', 'Ada and Bob', 'nobody', 'Adam'];

test('whoever sees the masked text finds what stands in that, and can guess nothing behind it', () => {
  const value = Buffer.from('{"caller_name":"Ada","caller_id":"+12025550142","network_provider":"Verizon"}');
  const finds = (text: string) => [bytesHolding(text)(value), maskedHolding(text)(value)];
  expect(finds('Verizon')).toEqual([true, true]);
  expect(finds('"caller_name":"A')).toEqual([true, false]);
  expect(finds('+1202')).toEqual([true, false]);
});

describe('a text', () => {
  test('is found in the bytes of letters, the newest first', async () => {
    const { search } = await withLetters(names);
    expect(await search('Ada')).toMatchObject({ letters: [5, 3, 0], next: null, searched: 6, matched: null });
    expect(await search('Zoe')).toMatchObject({ letters: [], next: null, searched: 6 });
  });

  test('is bytes: letters of any script, and case as it is', async () => {
    const { search } = await withLetters(['{"caller_name":"Юлия"}', 'ada']);
    expect((await search('Юл')).letters).toEqual([0]);
    expect((await search('Ada')).letters).toEqual([]);
  });

  test('is looked for in letters that are as asked, and in no others', async () => {
    const { search } = await withLetters(names);
    expect(await search('Ada', undefined, noLimit, { partition: 1, from: 1_003 })).toMatchObject({
      letters: [5, 3],
      searched: 2,
    });
  });

  test('is in no letter without a value, nor in one that has expired', async () => {
    const { search, log, follow } = await withLetters(names);
    log('dlq', 0).append([{ ...letterAbout(6), value: null }]);
    await follow();
    log('dlq', 1).expire(2);
    await follow();
    expect((await search('Ada')).letters).toEqual([5, 0]);
  });
});

describe('one request', () => {
  test('looks through so many letters, and the next goes on behind them', async () => {
    const { search } = await withLetters(names);
    const first = await search('Ada', undefined, { ...noLimit, most: 4 });
    expect(first).toMatchObject({ letters: [5, 3], searched: 4, next: '1002-0-1' });
    expect(await search('Ada', first.next!)).toMatchObject({ letters: [0], searched: 2, next: null });
  });

  test('makes one read at least, and none after its time', async () => {
    const { search } = await withLetters(names);
    const first = await search('Ada', undefined, { ...noLimit, until: 0 });
    expect(first).toMatchObject({ letters: [5], searched: 1, next: '1005-1-2' });
  });

  test('shows a page, and goes on behind its last one', async () => {
    const { search } = await withLetters(Array.from({ length: 120 }, () => 'Ada'));
    const seen: number[] = [];
    for (let after: string | undefined, pages = 0; pages === 0 || after !== undefined; pages += 1) {
      const { letters, next } = await search('Ada', after);
      expect(letters.length).toBeLessThanOrEqual(50);
      seen.push(...letters);
      after = next ?? undefined;
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => 119 - n));
  });

  test('reads older letters of a partition along, and not one by one', async () => {
    const { search, fetches } = await withLetters(Array.from({ length: 400 }, () => 'nobody'));
    const before = fetches();
    expect((await search('Ada')).searched).toBe(400);
    expect(fetches() - before).toBe(2);
  });
});
