import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import kafkajs from 'kafkajs';
import { freePort, startParts, type StartedParts } from '@cdr/infra';
import { until } from '@cdr/testing';
import { connectKafka } from './connect-kafka.ts';
import { type Kafka, KafkaError } from './kafka.ts';
import { newTopic } from './testing/topics.ts';

let parts: StartedParts<{ kafka: true }>;
let kafka: Kafka;

beforeAll(async () => {
  parts = await startParts({ kafka: true });
  kafka = await connectKafka({ brokers: [parts.kafka.brokers], clientId: 'test' });
});

afterAll(async () => {
  await kafka.close();
  await parts.stop();
});

async function publish(topic: string, partition: number, timestamps: number[]): Promise<void> {
  const publisher = await kafka.openPublisher(topic);
  const messages = timestamps.map((timestamp) => ({ key: null, value: 'x', timestamp }));
  await publisher.publish(partition, messages);
  await publisher.close();
}

function ifItPasses(error: unknown): undefined {
  if (!(error instanceof KafkaError) || !error.retriable) throw error;
}

describe('a connection to a real Kafka', () => {
  test('creates a topic with its settings, once, and describes it', async () => {
    const spec = {
      topic: 'created',
      partitions: 3,
      replicas: 1,
      settings: { 'retention.bytes': '-1', 'message.timestamp.type': 'LogAppendTime' },
    };
    expect(await kafka.createTopic(spec)).toBe(true);
    expect(await kafka.createTopic(spec)).toBe(false);
    const description = await kafka.describeTopic('created');
    expect(description).toMatchObject({ partitions: 3, replicas: 1, settings: spec.settings });
    // Defaults, told as well.
    expect(description!.settings).toMatchObject({
      'cleanup.policy': 'delete',
      'min.insync.replicas': '1',
      'unclean.leader.election.enable': 'false',
    });
  });

  test('says of a topic it cannot create what is wrong with it', async () => {
    const spec = { topic: 'odd', partitions: 1, replicas: 1, settings: { 'retention.ms': 'long' } };
    await expect(kafka.createTopic(spec)).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      retriable: false,
      message: expect.stringMatching(/^creating topic odd: /),
    });
    const crowded = { topic: 'odd', partitions: 1, replicas: 3, settings: {} };
    await expect(kafka.createTopic(crowded)).rejects.toMatchObject({ code: 'INVALID_REPLICATION_FACTOR' });
  });

  test('describes no topic that does not exist, and does not create it by looking', async () => {
    expect(await kafka.describeTopic('absent')).toBeNull();
    expect(await kafka.describeTopic('absent')).toBeNull();
  });

  test('knows which offsets a topic holds, also when the first ones are gone', async () => {
    const topic = await newTopic(kafka, 3);
    const now = Date.now();
    await publish(topic, 0, [now, now, now]);
    await publish(topic, 2, [now]);
    const admin = new kafkajs.Kafka({ brokers: [parts.kafka.brokers] }).admin();
    await admin.connect();
    await admin.fetchTopicOffsets(topic); // deleting needs to have looked
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '2' }] });
    await admin.disconnect();
    expect(await kafka.offsets(topic)).toEqual([
      { start: 2, end: 3 },
      { start: 0, end: 0 },
      { start: 0, end: 1 },
    ]);
    const reader = await kafka.openReader(topic, 0, 1);
    await expect(reader.next()).rejects.toMatchObject({ code: 'OFFSET_OUT_OF_RANGE', retriable: false });
    await reader.close();
  });

  test('finds the first offset at or above a timestamp, or the end when no record is that new', async () => {
    const topic = await newTopic(kafka, 2);
    const base = Date.now() - 3_600_000;
    await publish(topic, 0, [base, base + 10, base + 10, base + 30]);
    const wanted = [
      [base - 1, 0],
      [base, 0],
      [base + 1, 1],
      [base + 10, 1],
      [base + 11, 3],
      [base + 31, 4],
      [Number.NEGATIVE_INFINITY, 0],
      [-1, 0],
      [-2, 0],
    ] as const;
    for (const [timestamp, offset] of wanted) {
      expect({ timestamp, offset: await kafka.offsetAt(topic, 0, timestamp) }).toEqual({ timestamp, offset });
    }
    expect(await kafka.offsetAt(topic, 1, base)).toBe(0); // an empty partition
  });

  test('answers many questions asked at once', async () => {
    const topics = await Promise.all(Array.from({ length: 5 }, () => newTopic(kafka, 6)));
    const answers = await Promise.all(
      topics.flatMap((topic) => [kafka.offsets(topic), kafka.offsets(topic), kafka.offsets(topic)]),
    );
    for (const answer of answers) expect(answer).toHaveLength(6);
  });

  test('knows of no offsets of a group that committed none', async () => {
    const topic = await newTopic(kafka, 2);
    // The first group ever asked for has Kafka make the place for offsets; until then it has no coordinator.
    const committed = await until(() => kafka.committedOffsets('nobody', topic).catch(ifItPasses));
    expect(committed).toEqual([null, null]);
  });

  test('says where it looked when no broker answers, as trouble that may pass', async () => {
    const brokers = [`localhost:${await freePort()}`];
    await expect(connectKafka({ brokers, clientId: 'test' })).rejects.toMatchObject({
      name: 'KafkaError',
      retriable: true,
      message: expect.stringMatching(/^connecting to Kafka at localhost:\d+: .*ECONNREFUSED/),
    });
  });

  test('closes more than once', async () => {
    const another = await connectKafka({ brokers: [parts.kafka.brokers], clientId: 'test' });
    await another.close();
    await another.close();
  });
});
