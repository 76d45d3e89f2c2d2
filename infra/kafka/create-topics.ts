import { settingsFor, type TopicNames } from '@cdr/call-record';

export interface TopicOptions {
  topics: TopicNames;
  partitions: number;
  replicas: number;
}

/** The part of a Kafka connection that is needed here. */
export interface TopicCreator {
  createTopic(spec: {
    topic: string;
    partitions: number;
    replicas: number;
    settings: Record<string, string>;
  }): Promise<boolean>;
}

/** Creates the three topics where they are missing; resolves to the names created. */
export async function createTopics(
  kafka: TopicCreator,
  { topics, partitions, replicas }: TopicOptions,
): Promise<string[]> {
  const created: string[] = [];
  for (const role of ['raw', 'clean', 'dlq'] as const) {
    const spec = { topic: topics[role], partitions, replicas, settings: settingsFor(role, replicas) };
    if (await kafka.createTopic(spec)) created.push(topics[role]);
  }
  return created;
}
