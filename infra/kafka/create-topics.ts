import { type TopicNames, topicSettings } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';

export interface TopicOptions {
  topics: TopicNames;
  partitions: number;
  replicas: number;
}

/** Creates the three topics where they are missing; resolves to the names created. */
export async function createTopics(
  kafka: Kafka,
  { topics, partitions, replicas }: TopicOptions,
): Promise<string[]> {
  const created: string[] = [];
  for (const role of ['raw', 'clean', 'dlq'] as const) {
    const spec = { topic: topics[role], partitions, replicas, settings: topicSettings[role] };
    if (await kafka.createTopic(spec)) created.push(topics[role]);
  }
  return created;
}
