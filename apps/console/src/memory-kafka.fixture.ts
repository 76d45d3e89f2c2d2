import {
  defaultActionsTopic,
  defaultRedriveTopic,
  defaultTopics,
  listSettingsFor,
  settingsFor,
} from '@cdr/call-record';
import { KafkaError } from '@cdr/kafka';
import {
  connectMemoryKafka,
  createMemoryBroker,
  type Network,
  promptNetwork,
  type Request,
} from '@cdr/kafka/memory';

export const topics = { ...defaultTopics, redrive: defaultRedriveTopic, actions: defaultActionsTopic };

export type Topic = keyof typeof topics;

/** Kafka in memory with the topics that setup makes, so many partitions each; a test sets its clock, and makes it fail. */
export function createConsoleKafka(partitions = 2, batchSize = 7) {
  const clock = { now: 1_700_000_000_000 };
  const broker = createMemoryBroker(() => clock.now);
  for (const role of ['raw', 'clean', 'dlq'] as const)
    broker.create({ topic: topics[role], partitions, settings: settingsFor(role, 1) });
  for (const role of ['redrive', 'actions'] as const)
    broker.create({ topic: topics[role], partitions: 1, settings: listSettingsFor(1) });

  /** What was asked for, in order, and which of it fails. */
  const asked: Request[] = [];
  const trouble = { fails: (_: Request): boolean => false };
  const network: Network = async (request, arrive) => {
    asked.push(request);
    if (!trouble.fails(request)) return promptNetwork(request, arrive);
    throw new KafkaError('no broker answers', 'GONE', true);
  };

  return {
    kafka: connectMemoryKafka({ broker, network, batchSize }),
    broker,
    clock,
    asked,
    trouble,
    log: (topic: Topic, partition = 0) => broker.log(topics[topic], partition),
  };
}
