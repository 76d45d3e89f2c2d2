import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Kafka, OutgoingMessage } from '../kafka.ts';
import { newTopic, recordsOf } from './topics.ts';

/** A Kafka to be held to the contract. */
export interface Candidate {
  kafka: Kafka;
  close(): Promise<void>;
}

function messages(count: number): OutgoingMessage[] {
  return Array.from({ length: count }, (_, n) => ({
    key: `key ${n}`,
    value: `value ${n}`,
    timestamp: 1_000 + n,
  }));
}

/** What whoever uses the port relies on: the same for the adapter over kafkajs and for the twin in memory. */
export function describeKafka(name: string, start: () => Promise<Candidate>): void {
  describe(name, () => {
    let candidate: Candidate;
    let kafka: Kafka;
    beforeAll(async () => {
      candidate = await start();
      kafka = candidate.kafka;
    });
    afterAll(() => candidate.close());

    async function publish(topic: string, batch: OutgoingMessage[], partition = 0) {
      const publisher = await kafka.openPublisher(topic);
      try {
        return await publisher.publish(partition, batch);
      } finally {
        await publisher.close();
      }
    }

    test('a send says where it landed, and what is sent later lands behind it', async () => {
      const topic = await newTopic(kafka, 2);
      expect(await publish(topic, messages(2), 1)).toEqual([{ baseOffset: 0, count: 2 }]);
      expect(await publish(topic, messages(301), 1)).toEqual([
        { baseOffset: 2, count: 300 },
        { baseOffset: 302, count: 1 },
      ]);
      expect(await publish(topic, [], 1)).toEqual([]);
      expect(await kafka.offsets(topic)).toEqual([
        { start: 0, end: 0 },
        { start: 0, end: 303 },
      ]);
    });

    test('records come back as they were sent: key, value, time and the headers we know', async () => {
      const topic = await newTopic(kafka);
      const bytes = Buffer.from([0x00, 0xff, 0x0a]);
      await publish(topic, [
        { key: null, value: bytes, timestamp: 5_000, headers: { 'dlq.error': 'Łódź', 'dlq.path': '' } },
        { key: bytes, value: null, timestamp: 4_000 },
      ]);
      expect(await recordsOf(kafka, topic)).toEqual([
        {
          offset: 0,
          timestamp: 5_000,
          key: null,
          value: bytes,
          headers: { 'dlq.error': Buffer.from('Łódź'), 'dlq.path': Buffer.alloc(0) },
        },
        { offset: 1, timestamp: 4_000, key: bytes, value: null, headers: {} },
      ]);
    });

    test('a topic with LogAppendTime takes no time from a sender', async () => {
      const topic = await newTopic(kafka, 1, { 'message.timestamp.type': 'LogAppendTime' });
      const before = Date.now();
      await publish(topic, [{ key: null, value: 'x', timestamp: 5_000 }]);
      expect((await recordsOf(kafka, topic))[0]!.timestamp).toBeGreaterThanOrEqual(before);
    });

    test('a reader goes on from where it was opened, and hears of what is written later', async () => {
      const topic = await newTopic(kafka);
      await publish(topic, messages(3));
      const reader = await kafka.openReader(topic, 0, 2);
      const first = await reader.next();
      expect(first.records.map(({ offset }) => offset)).toEqual([2]);
      expect([first.nextOffset, first.endOffset]).toEqual([3, 3]);
      await publish(topic, messages(1));
      let { records } = await reader.next();
      while (records.length === 0) ({ records } = await reader.next());
      expect(records.map(({ offset }) => offset)).toEqual([3]);
      await reader.close();
    });

    test('a reader outside of the log is told so, and never moved', async () => {
      const topic = await newTopic(kafka);
      await publish(topic, messages(1));
      const reader = await kafka.openReader(topic, 0, 5);
      await expect(reader.next()).rejects.toMatchObject({ code: 'OFFSET_OUT_OF_RANGE', retriable: false });
      await reader.close();
    });

    test('a closed reader gives nothing more', async () => {
      const topic = await newTopic(kafka);
      const reader = await kafka.openReader(topic, 0, 0);
      await reader.close();
      await expect(reader.next()).rejects.toMatchObject({ retriable: true });
    });

    test('the offset of a time is that of the first record as late, or the end', async () => {
      const topic = await newTopic(kafka);
      const times = [1_000, 3_000, 2_000, 4_000];
      await publish(
        topic,
        times.map((timestamp) => ({ key: null, value: 'x', timestamp })),
      );
      const offsets = await Promise.all(
        [0, 1_500, 3_500, 9_000].map((time) => kafka.offsetAt(topic, 0, time)),
      );
      expect(offsets).toEqual([0, 1, 3, 4]);
      expect(await kafka.offsetsAt(topic, 1_500)).toEqual([1]);
    });

    test('a member is told what it holds, and its positions are its group’s and nobody else’s', async () => {
      const topic = await newTopic(kafka, 2);
      const group = `group of ${topic}`;
      expect((await kafka.committedOffsets(group, topic)).filter((offset) => offset !== null)).toEqual([]);
      expect(await kafka.memberCount(group)).toBe(0);
      const assigned = Promise.withResolvers<number[]>();
      const member = await kafka.joinGroup({
        group,
        topic,
        onAssigned: assigned.resolve,
        onLost: assigned.reject,
      });
      expect([...(await assigned.promise)].sort()).toEqual([0, 1]);
      expect(await kafka.memberCount(group)).toBe(1);
      expect(await member.commit([{ partition: 1, offset: 7 }])).toBe(true);
      expect((await kafka.committedOffsets(group, topic))[1]).toBe(7);
      expect((await kafka.committedOffsets(`another ${group}`, topic))[1] ?? null).toBeNull();
      await member.close();
      expect(await kafka.memberCount(group)).toBe(0);
    });

    test('a topic is made once, and described with its settings; one that is not there is null, or an error', async () => {
      const topic = await newTopic(kafka, 3, { 'retention.ms': '123456' });
      const spec = { topic, partitions: 3, replicas: 1, settings: {} };
      expect(await kafka.createTopic(spec)).toBe(false);
      const { partitions, replicas, settings } = (await kafka.describeTopic(topic))!;
      expect([partitions, replicas, settings['retention.ms']]).toEqual([3, 1, '123456']);
      expect(await kafka.describeTopic('no-such-topic')).toBeNull();
      await expect(kafka.openPublisher('no-such-topic')).rejects.toMatchObject({
        code: 'UNKNOWN_TOPIC_OR_PARTITION',
      });
    });
  });
}
