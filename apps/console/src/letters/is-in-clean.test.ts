import { describe, expect, test } from '@jest/globals';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { isInClean } from './is-in-clean.ts';
import { cleanAbout } from './letters.fixture.ts';

describe('a record is in clean', () => {
  const at = { partition: 1, rawOffset: 7 };

  test('also behind others of its time, and not before its time', async () => {
    const { kafka, log } = createConsoleKafka();
    log('clean', 1).append([
      cleanAbout(7, 4_000),
      ...[1, 2, 3, 4, 5, 6, 8, 9, 10].map((n) => cleanAbout(n, 5_000)),
    ]);
    expect(await isInClean(kafka, topics.clean, at, 5_000)).toBe(false);
    log('clean', 1).append([cleanAbout(7, 6_000)]);
    expect(await isInClean(kafka, topics.clean, at, 5_000)).toBe(true);
  });

  test('not when nothing came since, and nothing is read then', async () => {
    const { kafka, asked } = createConsoleKafka();
    expect(await isInClean(kafka, topics.clean, at, 5_000)).toBe(false);
    expect(asked.filter(({ what }) => what === 'fetch')).toEqual([]);
  });

  test('not among what is no clean record', async () => {
    const { kafka, log } = createConsoleKafka();
    log('clean', 1).append([{ key: null, value: '{"raw_offset":7}', timestamp: 5_000 }]);
    expect(await isInClean(kafka, topics.clean, at, 5_000)).toBe(false);
  });
});
