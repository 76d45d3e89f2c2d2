import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createTopics, freePort, type StartedParts, startParts } from '@cdr/infra';
import { connectKafka, type Kafka, readDeadLetter } from '@cdr/kafka';
import { until } from '@cdr/testing';
import { badJson, jsonOf } from './testing/calls.ts';
import { isValidated, readAll } from './testing/reconcile.ts';
import { startValidator, type ValidatorProcess } from './testing/validator-process.ts';

let parts: StartedParts<{ kafka: true }>;
let kafka: Kafka;
const processes: ValidatorProcess[] = [];

beforeAll(async () => {
  parts = await startParts({ kafka: true });
  kafka = await connectKafka({ brokers: [parts.kafka.brokers], clientId: 'test' });
});
afterEach(() => {
  for (const { child } of processes.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await kafka.close();
  await parts.stop();
});

test('a log that ends in letters has each of them once, however often a validator is started and killed on it', async () => {
  const topics = { raw: 'raw', clean: 'clean', dlq: 'dlq' };
  await createTopics(kafka, { topics, partitions: 2, replicas: 1 });
  const raw = await kafka.openPublisher(topics.raw);
  // Partition 0 has clean records before its letters, partition 1 never had any.
  const values = [
    [jsonOf(0), jsonOf(1), badJson, jsonOf(0), 'x'],
    Array.from({ length: 700 }, () => badJson),
  ];
  for (const [partition, sent] of values.entries())
    await raw.publish(
      partition,
      sent.map((value) => ({ key: null, value })),
    );
  await raw.close();

  for (let start = 0; start < 5; start += 1) {
    const group = `start-${start}`; // of its own, so that nobody waits for the session of the one that was killed
    const settings = { RAW_TOPIC: 'raw', CLEAN_TOPIC: 'clean', DLQ_TOPIC: 'dlq', DEDUP_CALLS: '1000' };
    const validator = startValidator(
      { KAFKA_BROKERS: parts.kafka.brokers, VALIDATOR_GROUP: group, ...settings },
      await freePort(),
    );
    processes.push(validator);
    await until(() => isValidated(kafka, topics, group), { what: `start ${start} has judged all of raw` });
    validator.child.kill('SIGKILL');
    await validator.ended;
  }
  const letters: number[][] = [[], []];
  for (const [partition, found] of letters.entries())
    await readAll(kafka, topics.dlq, partition, (record) => found.push(readDeadLetter(record)!.rawOffset));
  expect(letters).toEqual([[2, 3, 4], Array.from({ length: 700 }, (_, offset) => offset)]);
});
