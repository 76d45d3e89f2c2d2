import { expect, test } from '@jest/globals';
import { KafkaError } from '../kafka.ts';
import { describeKafka } from '../testing/kafka-contract.ts';
import { newTopic, recordsOf } from '../testing/topics.ts';
import { createMemoryBroker } from './broker.ts';
import { connectMemoryKafka } from './connect-memory-kafka.ts';
import { type Network, promptNetwork } from './network.ts';
import { memoryProducerClient } from './producer.ts';

describeKafka('a Kafka in memory', async () => {
  const kafka = connectMemoryKafka({ broker: createMemoryBroker() });
  return { kafka, close: () => kafka.close() };
});

const lostAnswer = new KafkaError('no answer', 'KafkaJSRequestTimeoutError', true);

/** Loses the answers of these sends, counted from 0. */
function losing(answers: readonly number[]): Network {
  let sends = 0;
  return async (request, arrive) => {
    const answer = await promptNetwork(request, arrive);
    if (request.what === 'produce' && answers.includes(sends++)) throw lostAnswer;
    return answer;
  };
}

test('a send whose answer is lost is there once, as the broker knows it when it comes again', async () => {
  const kafka = connectMemoryKafka({ broker: createMemoryBroker(), network: losing([0]) });
  const topic = await newTopic(kafka);
  const publisher = await kafka.openPublisher(topic);
  expect(await publisher.publish(0, [{ key: null, value: 'once' }])).toEqual([{ baseOffset: 0, count: 1 }]);
  expect(await recordsOf(kafka, topic)).toHaveLength(1);
});

test('sends of its producer that overlap lose a record, and are told that all went well, as with kafkajs', async () => {
  const broker = createMemoryBroker();
  broker.create({ topic: 'raw', partitions: 1, settings: {} });
  const producer = memoryProducerClient(broker, losing([0])).producer();
  await producer.connect();
  const [first, second] = ['first', 'second'].map((value) =>
    producer.send({ topic: 'raw', messages: [{ value, partition: 0 }] }),
  );
  await Promise.all([first, second]);
  const values = broker.log('raw', 0).records.map(({ value }) => String(value));
  expect(values).toEqual(['first', 'first']);
});
