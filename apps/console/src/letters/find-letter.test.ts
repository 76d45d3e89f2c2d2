import { describe, expect, test } from '@jest/globals';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { findLetter } from './find-letter.ts';
import type { SentBackOf } from './letter-list.ts';
import { cleanAbout, letterAbout } from './letters.fixture.ts';

function withLetters() {
  const memory = createConsoleKafka();
  memory
    .log('dlq', 1)
    .append([
      letterAbout(7, { partition: 1, receivedAt: 5_000 }),
      letterAbout(8, { partition: 1, stage: 'load', receivedAt: 5_000 }),
      { key: null, value: 'no letter' },
      letterAbout(9, { partition: 1, topic: 'another' }),
    ]);
  const sentBack = { at: '2026-02-03T12:00:00Z', as: { partition: 1, offset: 70 } };
  const sentBackOf: SentBackOf = ({ rawOffset }) => (rawOffset === 8 ? sentBack : null);
  const place = { kafka: memory.kafka, topics, sentBackOf };
  const find = (partition: number, offset: number) =>
    findLetter(place, { partition, offset }, { masked: true });
  return { ...memory, find, sentBack };
}

describe('a letter', () => {
  test('is found by its place in dlq', async () => {
    expect(await withLetters().find(1, 0)).toMatchObject({
      row: { partition: 1, offset: 0, stage: 'validate', rawOffset: 7 },
      place: `${topics.raw}/1 offset 7`,
      isVoid: false,
    });
  });

  test('names the record that was sent in the stead of its own', async () => {
    const { find, sentBack } = withLetters();
    expect(await find(1, 1)).toMatchObject({ row: { rawOffset: 8, sentBack } });
    expect(await find(1, 0)).toMatchObject({ row: { rawOffset: 7, sentBack: null } });
  });

  test.each([
    ['at an offset that is not there yet', 1, 4],
    ['in a partition that is not there', 2, 0],
    ['where another message is', 1, 2],
    ['about a record of another topic', 1, 3],
  ])('is none %s', async (_, partition, offset) => {
    expect(await withLetters().find(partition, offset)).toBeNull();
  });

  test('that is not there yet is not waited for', async () => {
    const { find, asked } = withLetters();
    await find(1, 4);
    expect(asked.filter(({ what }) => what === 'fetch')).toEqual([]);
  });

  test('is none where it has expired, or where there is no record', async () => {
    const { find, log } = withLetters();
    log('dlq', 1).expire(1);
    expect(await find(1, 0)).toBeNull();
    log('dlq', 0).skip();
    log('dlq', 0).append([letterAbout(1)]);
    expect(await find(0, 0)).toBeNull();
  });
});

describe('a validator’s letter is void', () => {
  test('when its record is in clean all the same', async () => {
    const { find, log } = withLetters();
    log('clean', 1).append([cleanAbout(6, 4_000), cleanAbout(7, 5_000)]);
    expect(await find(1, 0)).toMatchObject({ isVoid: true });
  });

  test('and not when another record is there; and a loader’s never is, which is about a clean record', async () => {
    const { find, log } = withLetters();
    log('clean', 1).append([cleanAbout(8, 5_000)]);
    expect(await find(1, 0)).toMatchObject({ isVoid: false });
    expect(await find(1, 1)).toMatchObject({ isVoid: false });
  });
});
