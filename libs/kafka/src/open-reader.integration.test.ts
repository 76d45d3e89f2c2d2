import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import kafkajs, { type Message, type Producer, type ProducerConfig } from 'kafkajs';
import { startParts, type StartedParts } from '@cdr/infra';
import { until } from '@cdr/testing';
import { connectKafka } from './connect-kafka.ts';
import type { Kafka, PartitionReader } from './kafka.ts';
import { newTopic, recordsOf } from './testing/topics.ts';

let parts: StartedParts<{ kafka: true }>;
let kafka: Kafka;
let client: kafkajs.Kafka;

beforeAll(async () => {
  parts = await startParts({ kafka: true });
  const { brokers } = parts.kafka;
  kafka = await connectKafka({ brokers: [brokers], clientId: 'test' });
  client = new kafkajs.Kafka({ brokers: [brokers], logLevel: kafkajs.logLevel.NOTHING });
});

afterAll(async () => {
  await kafka.close();
  await parts.stop();
});

async function publish(topic: string, values: (string | Buffer)[]): Promise<void> {
  const publisher = await kafka.openPublisher(topic);
  await publisher.publish(
    0,
    values.map((value) => ({ key: null, value })),
  );
  await publisher.close();
}

/** Uses a producer of the client itself, for what our own publisher never writes. */
async function produce(config: ProducerConfig, act: (producer: Producer) => Promise<unknown>): Promise<void> {
  const producer = client.producer({
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    maxInFlightRequests: 1,
    ...config,
  });
  await producer.connect();
  await act(producer);
  await producer.disconnect();
}

/** Resolves when the transaction's control record stands in the log too, at `control`: the broker answers before. */
async function transact(
  topic: string,
  values: string[],
  { end, control }: { end: 'commit' | 'abort'; control: number },
): Promise<void> {
  await produce({ idempotent: true, transactionalId: `${topic}-${values[0]}` }, async (producer) => {
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: values.map((value) => ({ value })) });
    await transaction[end]();
  });
  await until(async () => (await kafka.offsets(topic))[0]!.end === control + 1);
}

async function withReader<T>(
  topic: string,
  offset: number,
  act: (reader: PartitionReader) => Promise<T>,
): Promise<T> {
  const reader = await kafka.openReader(topic, 0, offset);
  try {
    return await act(reader);
  } finally {
    await reader.close();
  }
}

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'TCPSocketWrap').length;
}

describe('a reader on a real Kafka', () => {
  test('begins where it is told, within a send too, and says where the next read begins', async () => {
    const topic = await newTopic(kafka);
    await publish(topic, ['a', 'b', 'c', 'd']);
    await withReader(topic, 2, async (reader) => {
      const { records, nextOffset, endOffset } = await reader.next();
      expect(records.map(({ offset, value }) => `${offset} ${value}`)).toEqual(['2 c', '3 d']);
      expect({ nextOffset, endOffset }).toEqual({ nextOffset: 4, endOffset: 4 });
    });
  });

  test('waits at the end, comes back with nothing, and then brings what arrived', async () => {
    const topic = await newTopic(kafka);
    await publish(topic, ['a']);
    await withReader(topic, 1, async (reader) => {
      expect(await reader.next()).toEqual({ records: [], nextOffset: 1, endOffset: 1 });
      await publish(topic, ['b']);
      let batch = await reader.next();
      while (batch.records.length === 0) batch = await reader.next();
      expect(batch).toMatchObject({ records: [{ offset: 1 }], nextOffset: 2, endOffset: 2 });
    });
  });

  test.each([-1, 4, 1_000_000])(
    'fails for good at an offset outside the log (%d) and moves nowhere',
    async (at) => {
      const topic = await newTopic(kafka);
      await publish(topic, ['a', 'b', 'c']);
      await withReader(topic, at, async (reader) => {
        const outside = { code: 'OFFSET_OUT_OF_RANGE', retriable: false };
        await expect(reader.next()).rejects.toMatchObject(outside);
        await expect(reader.next()).rejects.toMatchObject(outside);
      });
    },
  );

  test('leaves out aborted transactions and control records, and still gets to the end', async () => {
    const topic = await newTopic(kafka);
    await publish(topic, ['a']);
    await transact(topic, ['b', 'c'], { end: 'commit', control: 3 });
    await transact(topic, ['d', 'e'], { end: 'abort', control: 6 });
    await publish(topic, ['f']);
    await transact(topic, ['g'], { end: 'abort', control: 9 });
    const values = (await recordsOf(kafka, topic)).map(({ offset, value }) => `${offset} ${value}`);
    expect(values).toEqual(['0 a', '1 b', '2 c', '7 f']);
    await withReader(topic, 8, async (reader) => {
      expect(await reader.next()).toEqual({ records: [], nextOffset: 10, endOffset: 10 });
    });
  });

  test('leaves out aborted transactions that overlap, wherever the read begins', async () => {
    const topic = await newTopic(kafka);
    await produce({ idempotent: true, transactionalId: `${topic}-a` }, async (first) => {
      await produce({ idempotent: true, transactionalId: `${topic}-b` }, async (second) => {
        const longer = await first.transaction();
        const shorter = await second.transaction();
        await longer.send({ topic, messages: [{ value: 'a' }] });
        await shorter.send({ topic, messages: [{ value: 'b' }] });
        await shorter.abort();
        await publish(topic, ['c']);
        await longer.abort();
      });
    });
    await publish(topic, ['d']);
    for (const from of [0, 1, 2]) {
      await withReader(topic, from, async (reader) => {
        const values: string[] = [];
        for (;;) {
          const { records, nextOffset, endOffset } = await reader.next();
          values.push(...records.map(({ value }) => String(value)));
          if (nextOffset >= endOffset) break;
        }
        expect(values).toEqual(['c', 'd']);
      });
    }
  });

  test('holds back the records of a transaction until it is committed', async () => {
    const topic = await newTopic(kafka);
    await produce({ idempotent: true, transactionalId: topic }, async (producer) => {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ value: 'a' }] });
      await withReader(topic, 0, async (reader) => {
        const held = { records: [], nextOffset: 0, endOffset: 1, openTransactionAt: 0 };
        expect(await reader.next()).toEqual(held);
        expect(await kafka.offsets(topic)).toEqual([{ start: 0, end: 0 }]);
      });
      await transaction.commit();
    });
    expect(await recordsOf(kafka, topic)).toHaveLength(1);
  });

  test('brings large values and many small ones without a gap or a repetition', async () => {
    const topic = await newTopic(kafka);
    const large = Array.from({ length: 6 }, (_, i) => Buffer.alloc(900_000, i));
    const small = Array.from({ length: 5_000 }, (_, i) => String(i).padStart(200, '0'));
    await publish(topic, [...small.slice(0, 2_500), ...large, ...small.slice(2_500)]);
    const records = await recordsOf(kafka, topic);
    expect(records.map(({ offset }) => offset)).toEqual(Array.from({ length: 5_006 }, (_, i) => i));
    expect(records.slice(2_500, 2_506).every(({ value }, i) => value!.equals(large[i]!))).toBe(true);
  });

  test('holds no more than 256 KiB of records at a time, or one send that is larger', async () => {
    const topic = await newTopic(kafka);
    const small = Array.from({ length: 5_000 }, () => '0'.repeat(200));
    await publish(topic, [...small, Buffer.alloc(900_000), Buffer.alloc(900_000), ...small]);
    const batches: number[][] = [];
    await withReader(topic, 0, async (reader) => {
      for (;;) {
        const { records, nextOffset, endOffset } = await reader.next();
        batches.push(records.map(({ value }) => value!.length));
        if (nextOffset >= endOffset) break;
      }
    });
    const sums = batches.map((sizes) => sizes.reduce((sum, size) => sum + size, 0));
    expect(sums.filter((bytes) => bytes > 262_144)).toEqual([900_000, 900_000]);
  });

  test('reads compressed sends, and of a repeated header the last value', async () => {
    const topic = await newTopic(kafka);
    const headers = { 'dlq.replaces': ['first', 'last'], 'dlq.reason': 'value', unknown: 'of no use' };
    const message: Message = { key: null, value: 'x'.repeat(10_000), headers };
    await produce({}, (producer) =>
      producer.send({ topic, messages: [message], compression: kafkajs.CompressionTypes.GZIP }),
    );
    const [record] = await recordsOf(kafka, topic);
    expect(record).toMatchObject({ key: null, value: Buffer.from(message.value as string) });
    expect(record!.headers).toEqual({
      'dlq.replaces': Buffer.from('last'),
      'dlq.reason': Buffer.from('value'),
    });
  });

  test('is not held up by a record with very many headers', async () => {
    const topic = await newTopic(kafka);
    const many = Array.from({ length: 20_000 }, (_, i) => [`h${i}`, 'x'] as const);
    const headers = Object.fromEntries([...many, ['dlq.reason', 'quality']]);
    await produce({}, (producer) => producer.send({ topic, messages: [{ key: null, value: 'a', headers }] }));
    const begin = performance.now();
    const [record] = await recordsOf(kafka, topic);
    expect(performance.now() - begin).toBeLessThan(5_000); // as kafkajs decodes them, minutes
    expect(Object.keys(record!.headers)).toEqual(['dlq.reason']);
  });

  test('leaves nothing open when it is closed with a fetch under way, and fails the call that waits for it', async () => {
    const topic = await newTopic(kafka);
    await publish(topic, ['a']);
    const before = openSockets();
    const reader = await kafka.openReader(topic, 0, 0);
    await reader.next();
    expect(openSockets()).toBeGreaterThan(before);
    const waiting = expect(reader.next()).rejects.toMatchObject({ name: 'KafkaError', retriable: true });
    await nextTurn(); // now the fetch is on its way
    const begin = performance.now();
    await reader.close();
    await waiting;
    expect(performance.now() - begin).toBeLessThan(300); // less than the half second a fetch may wait
    await until(() => openSockets() <= before, { withinMs: 1_000 });
    await reader.close();
    await expect(reader.next()).rejects.toMatchObject({ code: 'READER_CLOSED' });
  });

  test('leaves nothing open when it is closed before its first fetch is sent', async () => {
    const topic = await newTopic(kafka);
    const before = openSockets();
    const reader = await kafka.openReader(topic, 0, 0);
    const waiting = expect(reader.next()).rejects.toMatchObject({ name: 'KafkaError', retriable: true });
    await reader.close();
    await waiting;
    await until(() => openSockets() <= before, { withinMs: 1_000 });
  });

  test('closes at once though the broker no longer answers', async () => {
    const topic = await newTopic(kafka);
    await publish(topic, ['a']);
    const reader = await kafka.openReader(topic, 0, 0);
    await reader.next();
    process.kill(parts.kafka.pid, 'SIGSTOP');
    try {
      const waiting = expect(reader.next()).rejects.toMatchObject({ retriable: true });
      await nextTurn();
      const begin = performance.now();
      await reader.close();
      await waiting;
      expect(performance.now() - begin).toBeLessThan(1_000);
    } finally {
      process.kill(parts.kafka.pid, 'SIGCONT');
    }
  });

  test('is not opened on a topic or a partition that does not exist, and leaves nothing open', async () => {
    const topic = await newTopic(kafka);
    const before = openSockets();
    const code = 'UNKNOWN_TOPIC_OR_PARTITION';
    await expect(kafka.openReader('no-such-topic', 0, 0)).rejects.toMatchObject({ code });
    await expect(kafka.openReader(topic, 1, 0)).rejects.toMatchObject({ code, retriable: false });
    await until(() => openSockets() <= before, { withinMs: 1_000 });
  });
});
