import { setTimeout } from 'node:timers/promises';
import type { TopicNames } from '@cdr/call-record';
import { type Kafka, KafkaError } from '@cdr/kafka';
import type { ConfigOf } from '@cdr/worker';
import { createBucket, createTopics, migrateWarehouse } from '@cdr/infra';
import type { setupSettings } from './setup-settings.ts';

/** Makes what is missing of topics, bucket and tables; safe to run again. Tells each step in one line. */
export async function prepare(
  kafka: Kafka,
  config: ConfigOf<typeof setupSettings>,
  tell: (line: string) => void,
): Promise<TopicNames> {
  const { partitions, replicas, bucket, region, endpoint, accessKeyId, secretAccessKey } = config;
  const topics = { raw: config.rawTopic, clean: config.cleanTopic, dlq: config.dlqTopic };
  const created = await createTopics(kafka, { topics, partitions, replicas });
  tell(created.length > 0 ? `Created topics ${created.join(', ')}.` : 'The topics are there.');

  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  const made = await createBucket({ bucket, region, endpoint, credentials });
  tell(made ? `Created bucket ${bucket}.` : `Bucket ${bucket} is there.`);

  const held = (await whenLed(() => kafka.offsets(topics.clean))).length;
  await migrateWarehouse({
    url: config.warehouseUrl,
    password: config.warehousePassword,
    topic: topics.clean,
    partitions: held,
  });
  tell('The tables of schema telecom are there.');
  return topics;
}

const leadersWithinMs = 30_000;

// A broker that has just started answers before it leads its partitions again.
async function whenLed<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + leadersWithinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof KafkaError && error.retriable) || Date.now() > deadline) throw error;
      await setTimeout(200);
    }
  }
}
