import { randomBytes } from 'node:crypto';
import type { Kafka, KafkaRecord } from '../kafka.ts';

/** Makes a topic that no other test knows. */
export async function newTopic(
  kafka: Kafka,
  partitions = 1,
  settings: Record<string, string> = {},
): Promise<string> {
  const topic = `topic-${randomBytes(6).toString('hex')}`;
  await kafka.createTopic({ topic, partitions, replicas: 1, settings });
  return topic;
}

/** The records a partition holds from an offset to its end. */
export async function recordsOf(
  kafka: Kafka,
  topic: string,
  { partition = 0, from = 0 } = {},
): Promise<KafkaRecord[]> {
  const records: KafkaRecord[] = [];
  const reader = await kafka.openReader(topic, partition, from);
  try {
    for (;;) {
      const batch = await reader.next();
      records.push(...batch.records);
      if (batch.nextOffset >= batch.endOffset) return records;
    }
  } finally {
    await reader.close();
  }
}
