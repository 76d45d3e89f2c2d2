import { expect, test } from '@jest/globals';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { answering } from '../warehouse-answers.fixture.ts';
import { recallHistory } from './recall-history.ts';

const minuteMs = 60_000;
const now = 1_700_000_010_000; // ten seconds into a minute
const newest = now - (now % minuteMs);

/** Records in raw, each at so many ms before the begin of this minute, in their order. */
function withRecords(...agesMs: number[]) {
  const memory = createConsoleKafka(2);
  agesMs.forEach((ageMs, n) => {
    memory.clock.now = newest - ageMs;
    memory.log('raw', n % 2).append([{ key: null, value: 'x' }]);
  });
  return memory;
}

test('the hour before is a point a minute, of the minute that ends there', async () => {
  const { kafka } = withRecords(61 * minuteMs, 90_000, 61_000, minuteMs, 1, 0, -5_000);
  const { warehouse, asked } = answering({
    load_batch: [{ minute: String((newest - minuteMs) / 1000), row_count: '120' }],
  });
  const points = await recallHistory(kafka, topics, warehouse, now);
  expect(points).toHaveLength(60);
  expect(points.at(-1)).toEqual({
    at: newest,
    rawPerMinute: 2,
    cleanPerMinute: 0,
    dlqPerMinute: 0,
    rowsPerSecond: 2,
  });
  expect(points.at(-2)).toMatchObject({ at: newest - minuteMs, rawPerMinute: 2, rowsPerSecond: 0 });
  expect(points.reduce((sum, { rawPerMinute }) => sum + rawPerMinute!, 0)).toBe(4);
  expect(asked[0]!.values).toEqual([
    new Date(newest - 60 * minuteMs).toISOString().slice(0, 23).replace('T', ' '),
  ]);
});

test('a part that does not answer leaves its series empty, and the others as they are', async () => {
  const { kafka, trouble } = withRecords(1);
  trouble.fails = ({ what, ...request }) =>
    what === 'ask' && (request as { topic: string }).topic === topics.clean;
  const { warehouse } = answering({ load_batch: new Error('gone') });
  const points = await recallHistory(kafka, topics, warehouse, now);
  expect(points.at(-1)).toEqual({
    at: newest,
    rawPerMinute: 1,
    cleanPerMinute: null,
    dlqPerMinute: 0,
    rowsPerSecond: null,
  });
});
