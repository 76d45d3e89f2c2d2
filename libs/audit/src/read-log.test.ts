import { describe, expect, test } from '@jest/globals';
import type { Kafka, KafkaRecord, RecordBatch } from '@cdr/kafka';
import { readLog } from './read-log.ts';

function record(offset: number): KafkaRecord {
  return { offset, timestamp: 0, key: null, value: null, headers: {} };
}

/** A Kafka whose one log answers with these batches, in turn. */
function scriptedKafka(batches: (RecordBatch | Error)[]) {
  const opened: (string | number)[][] = [];
  let closed = 0;
  const kafka: Pick<Kafka, 'openReader'> = {
    async openReader(topic, partition, offset) {
      opened.push([topic, partition, offset]);
      async function next(): Promise<RecordBatch> {
        const batch = batches.shift();
        if (batch === undefined) throw new Error('read behind the end');
        if (batch instanceof Error) throw batch;
        return batch;
      }
      return { next, close: async () => void (closed += 1) };
    },
  };
  return { kafka, opened, closedTimes: () => closed };
}

function batch(offsets: number[], nextOffset: number): RecordBatch {
  return { records: offsets.map(record), nextOffset, endOffset: 1_000 };
}

describe('reading a log', () => {
  test('brings every record up to the end it was asked for, and none behind it', async () => {
    const { kafka, opened, closedTimes } = scriptedKafka([
      batch([5, 6], 7),
      batch([], 7),
      batch([8], 10),
      batch([10, 11, 12, 13], 14),
    ]);
    const read: number[] = [];
    await readLog(kafka, 'raw', 2, { start: 5, end: 12 }, ({ offset }) => read.push(offset));
    expect(read).toEqual([5, 6, 8, 10, 11]);
    expect(opened).toEqual([['raw', 2, 5]]);
    expect(closedTimes()).toBe(1);
  });

  test('ends where control records stand last', async () => {
    const { kafka } = scriptedKafka([batch([5], 6), batch([], 8)]);
    const read: number[] = [];
    await readLog(kafka, 'raw', 2, { start: 5, end: 8 }, ({ offset }) => read.push(offset));
    expect(read).toEqual([5]);
  });

  test('waits, after each fetch, for what is to be done about it', async () => {
    const { kafka } = scriptedKafka([batch([5], 6), batch([6], 7)]);
    const order: string[] = [];
    const range = { start: 5, end: 7 };
    await readLog(
      ...([
        kafka,
        'raw',
        2,
        range,
        ({ offset }: KafkaRecord) => void order.push(`record ${offset}`),
      ] as const),
      async () => {
        await Promise.resolve();
        order.push('done');
      },
    );
    expect(order).toEqual(['record 5', 'done', 'record 6', 'done']);
  });

  test('ends with what happened when the log has lost its end meanwhile', async () => {
    const shortAnswers = Array.from({ length: 20 }, () => ({ records: [], nextOffset: 6, endOffset: 6 }));
    const { kafka, closedTimes } = scriptedKafka([batch([5], 6), ...shortAnswers]);
    await expect(readLog(kafka, 'raw', 2, { start: 5, end: 8 }, () => undefined)).rejects.toThrow(
      /^raw\/2 ends at offset 6, but ended at 8 before: a broker has lost records/,
    );
    expect(closedTimes()).toBe(1);
  });

  test('waits for a leader that does not know the end yet', async () => {
    const { kafka } = scriptedKafka([{ records: [], nextOffset: 5, endOffset: 5 }, batch([5, 6], 7)]);
    const read: number[] = [];
    await readLog(kafka, 'raw', 2, { start: 5, end: 7 }, ({ offset }) => read.push(offset));
    expect(read).toEqual([5, 6]);
  });

  test('opens nothing to read nothing', async () => {
    const { kafka, opened } = scriptedKafka([]);
    await readLog(kafka, 'raw', 2, { start: 5, end: 5 }, () => undefined);
    expect(opened).toEqual([]);
  });

  test('closes what it opened when reading fails', async () => {
    const broken = new Error('connection closed');
    const { kafka, closedTimes } = scriptedKafka([batch([5], 6), broken]);
    await expect(readLog(kafka, 'raw', 2, { start: 5, end: 9 }, () => undefined)).rejects.toBe(broken);
    expect(closedTimes()).toBe(1);
  });
});
