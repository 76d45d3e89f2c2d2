import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { freePort, type KafkaPart, startKafka } from '@cdr/infra';
import { until } from '@cdr/testing';
import { connectKafka } from './connect-kafka.ts';
import type { Kafka } from './kafka.ts';
import { type AnswerProxy, produceKey, startAnswerProxy } from './testing/answer-proxy.ts';
import { newTopic, recordsOf } from './testing/topics.ts';

let home: string;
let proxy: AnswerProxy;
let broker: KafkaPart;
let address: string;
let kafka: Kafka;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'swallowed-'));
  const [port, advertisedPort] = [await freePort(), await freePort()];
  broker = await startKafka({ port, advertisedPort, dataDir: home });
  proxy = await startAnswerProxy(advertisedPort, port);
  address = `127.0.0.1:${advertisedPort}`;
  kafka = await connectKafka({ brokers: [address], clientId: 'test' });
});
afterAll(async () => {
  await kafka.close();
  await proxy.close();
  await broker.stop();
  rmSync(home, { recursive: true, force: true });
});

beforeEach(() => {
  proxy.swallows = () => false;
});

/** Keeps back the answers to the next `count` sends; gives the number kept back so far. */
function swallowAnswers(count: number): () => number {
  let kept = 0;
  proxy.swallows = ({ apiKey }) => apiKey === produceKey && kept < count && (kept += 1) > 0;
  return () => kept;
}

async function valuesIn(topic: string): Promise<(string | undefined)[]> {
  return (await recordsOf(kafka, topic)).map(({ value }) => value?.toString());
}

test("kafkajs's own producer reports success for a record that is in no log, when sends overlap and an answer is lost", async () => {
  const topic = await newTopic(kafka);
  const client = new kafkajs.Kafka({
    brokers: [address],
    logLevel: kafkajs.logLevel.NOTHING,
    requestTimeout: 1_000,
    enforceRequestTimeout: true,
  });
  const producer = client.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  await producer.send({ topic, messages: [{ value: 'before' }] });
  const keptBack = swallowAnswers(1);
  const first = producer.send({ topic, messages: [{ value: 'first' }] });
  await until(() => keptBack() === 1, { what: 'the first one is on its way' });
  const second = producer.send({ topic, messages: [{ value: 'second' }] });
  const answers = await Promise.all([first, second]);
  await producer.disconnect();

  // Both are acknowledged. The first one landed; its sequence number was given to the second, which the broker took for a
  // copy of it; then the first was repeated under the next number.
  expect(answers.map(([answer]) => answer?.errorCode)).toEqual([0, 0]);
  expect(await valuesIn(topic)).toEqual(['before', 'first', 'first']);
});

describe('a publisher whose callers overlap', () => {
  async function publishOverlapping(topic: string) {
    const publisher = await kafka.openPublisher(topic);
    await publisher.publish(0, [{ key: null, value: 'before' }]);
    return { publisher, publish: (value: string) => publisher.publish(0, [{ key: null, value }]) };
  }

  test('holds each record once and in order when an answer is lost', async () => {
    const topic = await newTopic(kafka);
    const { publisher, publish } = await publishOverlapping(topic);
    const keptBack = swallowAnswers(1);
    const answers = await Promise.all(['first', 'second'].map(publish));
    await publisher.close();

    expect(keptBack()).toBe(1);
    expect(answers).toEqual([1, 2].map((baseOffset) => [{ baseOffset, count: 1 }]));
    expect(await valuesIn(topic)).toEqual(['before', 'first', 'second']);
  });

  test('fails every later call when the repetition is not answered either, and writes none of them', async () => {
    const topic = await newTopic(kafka);
    const { publisher, publish } = await publishOverlapping(topic);
    const keptBack = swallowAnswers(2);
    const [first, second] = await Promise.allSettled(['first', 'second'].map(publish));
    const [third] = await Promise.allSettled([publish('third')]);
    await publisher.close();

    expect(keptBack()).toBe(2);
    const failed = { status: 'rejected', reason: { name: 'KafkaError', retriable: true } };
    expect([first, second, third]).toMatchObject([failed, failed, failed]);
    // Nobody was told that the first one is there, and it may be: once.
    expect(await valuesIn(topic)).toEqual(['before', 'first']);
  });
});
