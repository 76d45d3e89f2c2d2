import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { freePort, type KafkaPart, startKafka } from '@cdr/infra';
import { connectKafka } from './connect-kafka.ts';
import type { Kafka, OutgoingMessage } from './kafka.ts';
import { newTopic, recordsOf } from './testing/topics.ts';
import { untilLed } from './until-led.ts';

let home: string;
let port: number;
let broker: KafkaPart;
let kafka: Kafka;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'publisher-'));
  port = await freePort();
  broker = await startKafka({ port, dataDir: home });
  kafka = await connectKafka({ brokers: [broker.brokers], clientId: 'test' });
});

afterAll(async () => {
  await kafka.close();
  await broker.stop();
  rmSync(home, { recursive: true, force: true });
});

function messages(count: number, bytes = 10): OutgoingMessage[] {
  return Array.from({ length: count }, (_, i) => ({ key: null, value: String(i).padStart(bytes, '0') }));
}

async function publishing(topic: string, ...batches: OutgoingMessage[][]) {
  const publisher = await kafka.openPublisher(topic);
  const appended = [];
  for (const batch of batches) appended.push(...(await publisher.publish(0, batch)));
  await publisher.close();
  return appended;
}

describe('a publisher on a real Kafka', () => {
  test('tells where each send landed and keeps the order over sends', async () => {
    const topic = await newTopic(kafka);
    expect(await publishing(topic, messages(2), [], messages(701))).toEqual([
      { baseOffset: 0, count: 2 },
      { baseOffset: 2, count: 300 },
      { baseOffset: 302, count: 300 },
      { baseOffset: 602, count: 101 },
    ]);
    const values = (await recordsOf(kafka, topic)).map(({ value }) => Number(value));
    expect(values).toEqual([0, 1, ...Array.from({ length: 701 }, (_, i) => i)]);
  });

  test('writes to the partition it is told to, whatever the key', async () => {
    const topic = await newTopic(kafka, 3);
    const publisher = await kafka.openPublisher(topic);
    expect(publisher.partitions).toBe(3);
    for (const partition of [2, 0, 2]) await publisher.publish(partition, [{ key: 'same', value: 'x' }]);
    await publisher.close();
    expect((await kafka.offsets(topic)).map(({ end }) => end)).toEqual([1, 0, 2]);
  });

  test('writes keys, values and headers as they are: bytes, text, empty, null', async () => {
    const topic = await newTopic(kafka);
    const bytes = Buffer.from([0x00, 0xff, 0xfe]);
    await publishing(topic, [
      { key: bytes, value: bytes, headers: { 'dlq.path': '', 'dlq.error': 'Łódź' } },
      { key: '', value: '' },
      { key: null, value: null },
    ]);
    const read = (await recordsOf(kafka, topic)).map(({ key, value, headers }) => ({ key, value, headers }));
    expect(read).toEqual([
      {
        key: bytes,
        value: bytes,
        headers: { 'dlq.path': Buffer.alloc(0), 'dlq.error': Buffer.from('Łódź') },
      },
      { key: Buffer.alloc(0), value: Buffer.alloc(0), headers: {} },
      { key: null, value: null, headers: {} },
    ]);
  });

  test('gives each message its own timestamp, unless the topic takes the time of the append', async () => {
    const day = 86_400_000;
    const times = [Date.now() - day, Date.now() - 2 * day, Date.now()];
    const batch = times.map((timestamp) => ({ key: null, value: 'x', timestamp }));

    const created = await newTopic(kafka);
    await publishing(created, batch);
    expect((await recordsOf(kafka, created)).map(({ timestamp }) => timestamp)).toEqual(times);

    const appended = await newTopic(kafka, 1, { 'message.timestamp.type': 'LogAppendTime' });
    const begin = Date.now();
    await publishing(appended, batch);
    for (const { timestamp } of await recordsOf(kafka, appended)) {
      expect(timestamp).toBeGreaterThanOrEqual(begin);
    }
  });

  test('what a producer packed counts unpacked in a topic that stores it so', async () => {
    const settings = { 'compression.type': 'uncompressed', 'max.message.bytes': '100000' };
    const topic = await newTopic(kafka, 1, settings);
    const { Kafka: Client, CompressionTypes, logLevel, Partitioners } = kafkajs;
    const client = new Client({ brokers: [broker.brokers], logLevel: logLevel.NOTHING });
    const producer = client.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const packed = (bytes: number) =>
      producer.send({
        topic,
        compression: CompressionTypes.GZIP,
        messages: [{ value: 'x'.repeat(bytes) }],
      });
    await expect(packed(200_000)).rejects.toMatchObject({ type: 'MESSAGE_TOO_LARGE' });
    await packed(50_000);
    expect((await recordsOf(kafka, topic)).map(({ value }) => value!.length)).toEqual([50_000]);
    await producer.disconnect();
  });

  test('sends a message of 1 MB alone', async () => {
    const topic = await newTopic(kafka, 1, { 'max.message.bytes': String(1_048_576 + 65_536) });
    const batch = [...messages(3), ...messages(1, 1_048_576), ...messages(2)];
    const appended = await publishing(topic, batch);
    expect(appended.map(({ count }) => count)).toEqual([3, 1, 2]);
    expect((await recordsOf(kafka, topic)).map(({ value }) => value!.length)).toEqual(
      batch.map(({ value }) => value!.length),
    );
  });

  test('is refused a message above the limit of the topic, for good', async () => {
    const topic = await newTopic(kafka, 1, { 'max.message.bytes': '100000' });
    await expect(publishing(topic, messages(1, 100_000))).rejects.toMatchObject({
      code: 'MESSAGE_TOO_LARGE',
      retriable: false,
      message: expect.stringMatching(`^writing to ${topic}/0: `),
    });
    expect(await kafka.offsets(topic)).toEqual([{ start: 0, end: 0 }]);
  });

  test('is not opened on a topic that does not exist', async () => {
    await expect(kafka.openPublisher('no-such-topic')).rejects.toMatchObject({
      code: 'UNKNOWN_TOPIC_OR_PARTITION',
    });
  });

  // Last, because it takes the broker away.
  test('fails for a while when the broker is killed; a new one goes on behind what was acknowledged', async () => {
    const topic = await newTopic(kafka);
    const old = await kafka.openPublisher(topic);
    await old.publish(0, messages(5));
    process.kill(broker.pid, 'SIGKILL');
    await broker.exited;
    await expect(old.publish(0, messages(1))).rejects.toMatchObject({ retriable: true });
    await expect(kafka.offsets(topic)).rejects.toMatchObject({ retriable: true });
    await expect(kafka.openReader(topic, 0, 0)).rejects.toMatchObject({ retriable: true });

    broker = await startKafka({ port, dataDir: home });
    await expect(old.publish(0, messages(1))).rejects.toMatchObject({ retriable: true });
    await old.close();
    // A broker that has just started answers before it leads its partitions again.
    await untilLed(() => kafka.offsets(topic));
    expect(await kafka.offsets(topic)).toEqual([{ start: 0, end: 5 }]);
    expect(await publishing(topic, messages(2))).toEqual([{ baseOffset: 5, count: 2 }]);
    expect(await recordsOf(kafka, topic)).toHaveLength(7);
  });
});
