import { describe, expect, test } from '@jest/globals';
import type { Kafka, RecordBatch } from '@cdr/kafka';
import { Stop } from '@cdr/worker';
import { batchOf, cleanRecord } from './clean-records.fixture.ts';
import { openPartition, startAt } from './open-partition.ts';
import type { Position } from './position.ts';

const beginning: Position = { nextOffset: 0, rawHighWater: -1, last: null };
// Behind the record of raw offset 9 at offset 9.
const position: Position = { nextOffset: 10, rawHighWater: 9, last: { rawOffset: 9, timestamp: 1009 } };

describe('reading begins', () => {
  test.each([
    ['at the start of a new topic', beginning, { start: 0, end: 0 }, { offset: 0, recognise: false }],
    ['at the record before the position', position, { start: 0, end: 50 }, { offset: 9, recognise: true }],
    ['there too when nothing is new', position, { start: 3, end: 10 }, { offset: 9, recognise: true }],
    [
      'at the position when that is where the log begins',
      position,
      { start: 10, end: 50 },
      { offset: 10, recognise: false },
    ],
  ])('%s', (_, from, log, expected) => {
    expect(startAt('clean/0', from, log)).toEqual({ kind: 'read', ...expected });
  });
});

describe('the loader stops', () => {
  test.each([
    [
      'when the log ends before the position',
      position,
      { start: 0, end: 9 },
      /was deleted and created again.*CLEAN_TOPIC.*npm run setup/,
    ],
    [
      'when records expired before they were loaded',
      position,
      { start: 11, end: 50 },
      /expired before they were loaded/,
    ],
    [
      'when a topic never loaded has lost records',
      beginning,
      { start: 1, end: 50 },
      /expired before they were loaded/,
    ],
  ])('%s', (_, from, log, why) => {
    expect(startAt('clean/0', from, log)).toMatchObject({ kind: 'stop', why: expect.stringMatching(why) });
  });

  test.each([
    ['has another raw offset', cleanRecord(8, { offset: 9 })],
    ['has another timestamp', { ...cleanRecord(9), timestamp: 5 }],
    ['is no clean record', { ...cleanRecord(9), value: Buffer.from('?') }],
    ['is gone', cleanRecord(10, { offset: 10 })],
  ])('when the record before the position %s', async (_, found) => {
    const reader = await openPartition(holding([batchOf([found])]), 'clean', 0, position);
    await expect(reader.next()).rejects.toThrow(/another record before offset 10.*deleted and created again/);
    await expect(reader.next()).resolves.toBeDefined();
  });

  test('when the partition does not exist', async () => {
    await expect(openPartition(holding([]), 'clean', 5, position)).rejects.toThrow(Stop);
  });
});

test('the record before the position is recognised once and taken out', async () => {
  const batches = [batchOf([]), batchOf([cleanRecord(9), cleanRecord(10)]), batchOf([cleanRecord(11)])];
  const reader = await openPartition(holding(batches), 'clean', 0, position);
  const read = [await reader.next(), await reader.next(), await reader.next()];
  expect(read.map(({ records }) => records.map(({ offset }) => offset))).toEqual([[], [10], [11]]);
});

function holding(batches: RecordBatch[]): Kafka {
  const left = [...batches];
  const reader = { next: async () => left.shift() ?? batchOf([]), close: async () => undefined };
  const kafka: Pick<Kafka, 'offsets' | 'openReader'> = {
    offsets: async () => [{ start: 0, end: 50 }],
    openReader: async () => reader,
  };
  return kafka as Kafka;
}
