import { describe, expect, test } from '@jest/globals';
import { readDeadLetter, writeDeadLetter } from '@cdr/kafka';
import fc from 'fast-check';
import { badJson, jsonOf, receivedAt } from './testing/calls.ts';
import { createScriptedKafka, type Fate, type ScriptedKafka } from './testing/scripted-kafka.ts';
import { outcome, produce, runSession, topics } from './testing/partition-run.ts';
import { readWrittenLetters } from './written-letters.ts';

/** A Kafka whose dlq has the broker's times, each later than any record of raw here. */
function memoryKafka(batchSize = 4): ScriptedKafka & { opened: string[] } {
  let time = receivedAt + 1_000_000;
  const now = () => (time += 1);
  const memory = createScriptedKafka({ topics: ['raw', 'clean', 'dlq'], partitions: 1, batchSize, now });
  const { openReader } = memory.kafka;
  const opened: string[] = [];
  memory.kafka.openReader = (topic, partition, offset) => {
    opened.push(`${topic}@${offset}`);
    return openReader(topic, partition, offset);
  };
  return { ...memory, opened };
}

interface Place {
  offset: number;
  stage?: 'validate' | 'load';
  topic?: string;
  partition?: number;
  timestamp?: number;
}

/** A letter as another session, another worker or another pipeline would have written it. */
function letter({ offset, stage = 'validate', topic = 'raw', partition = 0, timestamp }: Place) {
  const record = {
    offset,
    timestamp: timestamp ?? receivedAt + offset,
    key: null,
    value: Buffer.from(badJson),
    headers: {},
  };
  const complaint = { reason: 'schema', rules: ['matches-schema'], path: '', error: 'must be' } as const;
  return writeDeadLetter(record, complaint, { stage, topic, partition, version: '1', failedAt: 0 });
}

function letters(memory: ScriptedKafka): number[] {
  return memory.records('dlq').map((record) => readDeadLetter(record)!.rawOffset);
}

async function read(memory: ScriptedKafka, since = receivedAt) {
  const { signal } = new AbortController();
  const options = { kafka: memory.kafka, topics, partition: 0, since, signal };
  return readWrittenLetters({ ...options, onStep: () => undefined });
}

async function found(memory: ScriptedKafka, upTo: number): Promise<number[]> {
  const written = await read(memory);
  return Array.from({ length: upTo }, (_, n) => n).filter((n) => written.has(n));
}

describe('a letter that an earlier session has written', () => {
  test.each<[string, string[], { clean: number[]; dead: number[] }]>([
    ['behind the last clean record', [jsonOf(0), badJson, jsonOf(0), 'x'], { clean: [0], dead: [1, 2, 3] }],
    ['where nothing was ever clean', [badJson, badJson, 'x'], { clean: [], dead: [0, 1, 2] }],
  ])('is not written again, however often one begins: %s', async (_, values, expected) => {
    const memory = memoryKafka();
    produce(memory, values);
    for (let start = 0; start < 5; start += 1) expect((await runSession(memory)).error).toBeNull();
    expect(outcome(memory)).toEqual(expected);
    expect(letters(memory)).toEqual(expected.dead);
    expect(memory.open.size).toBe(0);
  });

  test('is told as read and not as a letter', async () => {
    const memory = memoryKafka();
    produce(memory, [jsonOf(0), badJson, badJson]);
    await runSession(memory);
    produce(memory, ['x']);
    const { judged } = await runSession(memory);
    expect(judged.reduce((sum, { records }) => sum + records, 0)).toBe(3);
    expect(judged.flatMap(({ dead }) => dead.map(({ reason }) => reason))).toEqual(['malformed']);
  });

  test('is found once though every send may fail, and no record is without its end', async () => {
    const value = fc.oneof(
      fc.nat({ max: 8 }).map((n) => jsonOf(n)),
      fc.constant(badJson),
    );
    const fates = fc.infiniteStream(
      fc.constantFrom<Fate>('lands', 'lands', 'is lost', 'lands unanswered', 'crash before', 'crash after'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1, maxLength: 25 }),
        fates,
        fc.integer({ min: 1, max: 6 }),
        async (values, fate, batchSize) => {
          const memory = memoryKafka(batchSize);
          produce(memory, values);
          memory.script.fateOf = () => fate.next().value!;
          for (let start = 0; start < 6; start += 1) await runSession(memory);
          memory.script.fateOf = () => 'lands';
          expect((await runSession(memory)).error).toBeNull();
          const { clean, dead } = outcome(memory);
          expect([...clean, ...dead].sort((a, b) => a - b)).toEqual([...values.keys()]);
          expect(letters(memory)).toEqual(dead);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a letter is written all the same', () => {
  test('where an earlier session came only so far, or left one out', async () => {
    const memory = memoryKafka();
    produce(memory, [badJson, badJson, badJson, badJson, badJson]);
    memory.log('dlq', 0).append([letter({ offset: 0 }), letter({ offset: 2 })]);
    await runSession(memory);
    expect(letters(memory)).toEqual([0, 2, 1, 3, 4]);
  });

  test('when what stands there is of a raw topic that was deleted since', async () => {
    const memory = memoryKafka();
    produce(memory, [badJson]);
    await runSession(memory);
    memory.recreate('raw');
    memory.log('raw', 0).append([{ key: null, value: badJson, timestamp: receivedAt + 60_000 }]);
    await runSession(memory);
    expect(letters(memory)).toEqual([0, 0]);
  });

  test.each<[string, Place]>([
    ['the loader', { offset: 0, stage: 'load' }],
    ['another raw topic', { offset: 0, topic: 'raw-of-others' }],
    ['another partition', { offset: 0, partition: 1 }],
  ])('when what stands there is of %s', async (_, place) => {
    const memory = memoryKafka();
    produce(memory, [badJson]);
    memory.log('dlq', 0).append([letter(place)]);
    await runSession(memory);
    expect(letters(memory)).toEqual([0, 0]);
  });
});

describe('the tail of dlq', () => {
  test('gives every letter, those written twice and out of turn once', async () => {
    const memory = memoryKafka(3);
    memory.log('dlq', 0).append([3, 5, 6, 9, 10, 5, 6, 9, 12].map((offset) => letter({ offset })));
    memory.log('dlq', 0).append([{ key: null, value: 'no letter' }]);
    expect(await found(memory, 15)).toEqual([3, 5, 6, 9, 10, 12]);
  });

  test('is not read at all where nothing is to be judged', async () => {
    const memory = memoryKafka();
    produce(memory, [badJson, jsonOf(1)]);
    await runSession(memory);
    memory.opened.length = 0;
    expect((await runSession(memory)).error).toBeNull();
    expect(memory.opened.filter((place) => place.startsWith('dlq'))).toEqual([]);
  });

  test('is read from the time of the first record to judge on, and no further back than 100,000 letters', async () => {
    const memory = memoryKafka(60_000);
    const old = Array.from({ length: 50 }, (_, offset) => letter({ offset }));
    memory.log('dlq', 0).append(old);
    const times = memory.records('dlq').map(({ timestamp }) => timestamp);
    await read(memory, times[20]);
    expect(memory.opened).toEqual(['dlq@20']);

    memory.log('dlq', 0).append(Array.from({ length: 100_000 }, (_, n) => letter({ offset: 50 + n })));
    const written = await read(memory);
    expect(memory.opened.at(-1)).toBe('dlq@50');
    expect([written.has(49), written.has(50), written.has(100_049)]).toEqual([false, true, true]);
  });

  test('is read for 64 MiB of letters, and written again behind them', async () => {
    const memory = memoryKafka(1);
    const value = Buffer.alloc(22 * 1_048_576);
    memory.log('dlq', 0).append([0, 1, 2, 3, 4].map((offset) => ({ ...letter({ offset }), value })));
    expect(await found(memory, 5)).toEqual([0, 1, 2]);
    expect(memory.open.size).toBe(0);
  });

  test('is not waited for while a transaction holds it up', async () => {
    const memory = memoryKafka();
    memory.log('dlq', 0).append([letter({ offset: 0 }), letter({ offset: 1 })]);
    const { openReader } = memory.kafka;
    memory.kafka.openReader = async (topic, partition, offset) => {
      const reader = await openReader(topic, partition, offset);
      const next = async () => ({ records: [], nextOffset: offset, endOffset: 2 });
      return { next, close: () => reader.close() };
    };
    expect((await read(memory)).has(0)).toBe(false);
    expect(memory.open.size).toBe(0);
  });

  test('is given up when the worker is told to stop', async () => {
    const memory = memoryKafka();
    memory.log('dlq', 0).append([letter({ offset: 0 })]);
    const signal = AbortSignal.abort(new Error('told to stop'));
    const options = { kafka: memory.kafka, topics, partition: 0, since: 0, signal };
    await expect(readWrittenLetters({ ...options, onStep: () => undefined })).rejects.toThrow('told to stop');
    expect(memory.open.size).toBe(0);
  });
});
