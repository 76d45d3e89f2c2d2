import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startParts, type StartedParts } from '@cdr/infra';
import { until } from '@cdr/testing';
import { connectKafka } from './connect-kafka.ts';
import { newTopic } from './testing/topics.ts';

let parts: StartedParts<{ kafka: true }>;

beforeAll(async () => {
  parts = await startParts({ kafka: true });
});
afterAll(async () => {
  await parts.stop();
});

/** All that a worker has under way, on a broker that has just stopped answering. */
async function underWay(giveUp: AbortSignal) {
  const kafka = await connectKafka({ brokers: [parts.kafka.brokers], clientId: 'test', giveUp });
  const topic = await newTopic(kafka);
  const held: number[][] = [];
  const member = await kafka.joinGroup({
    group: topic,
    topic,
    onAssigned: (partitions) => held.push(partitions),
    onLost: () => undefined,
  });
  await until(() => held.length > 0, { what: 'the membership' });
  const publisher = await kafka.openPublisher(topic);
  const reader = await kafka.openReader(topic, 0, 0);
  process.kill(parts.kafka.pid, 'SIGSTOP');
  const questions = [
    publisher.publish(0, [{ key: null, value: 'x' }]),
    reader.next(),
    kafka.offsets(topic),
    connectKafka({ brokers: [parts.kafka.brokers], clientId: 'late', giveUp }),
  ];
  const failures = questions.map((question) => question.catch((error: unknown) => error));
  async function close(): Promise<void> {
    for (const part of [reader, publisher, member, kafka]) await part.close();
  }
  return { failures, commit: () => member.commit([{ partition: 0, offset: 0 }]), close };
}

test('closing that waits for a broker can be given up too', async () => {
  const giveUp = new AbortController();
  const kafka = await connectKafka({
    brokers: [parts.kafka.brokers],
    clientId: 'test',
    giveUp: giveUp.signal,
  });
  process.kill(parts.kafka.pid, 'SIGSTOP');
  try {
    const question = kafka.offsets('raw').catch((error: unknown) => error);
    await new Promise((resolve) => setImmediate(resolve)); // it is sent
    const closed = kafka.close();
    const began = Date.now();
    giveUp.abort();
    await closed;
    expect(await question).toMatchObject({ name: 'KafkaError' });
    expect(Date.now() - began).toBeLessThan(3_000);
  } finally {
    process.kill(parts.kafka.pid, 'SIGCONT');
  }
});

test('what a broker leaves without an answer fails at once when it is given up, and all closes', async () => {
  const giveUp = new AbortController();
  const { failures, commit, close } = await underWay(giveUp.signal);
  try {
    const committed = commit();
    const began = Date.now();
    giveUp.abort();
    for (const failure of failures)
      expect(await failure).toMatchObject({ name: 'KafkaError', retriable: true });
    expect(await committed).toBe(false);
    await close();
    expect(Date.now() - began).toBeLessThan(3_000); // the client's own limit for an answer is 10 s
  } finally {
    process.kill(parts.kafka.pid, 'SIGCONT');
  }
});
