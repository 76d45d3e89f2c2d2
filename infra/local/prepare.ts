import type { TopicNames } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import type { ConfigOf } from '@cdr/worker';
import { createTopics } from '../kafka/create-topics.ts';
import { createBucket } from '../object-store/create-bucket.ts';
import { migrateWarehouse } from '../warehouse/migrate.ts';
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

  const held = (await kafka.offsets(topics.clean)).length;
  await migrateWarehouse({
    url: config.warehouseUrl,
    password: config.warehousePassword,
    topic: topics.clean,
    partitions: held,
  });
  tell('The tables of schema telecom are there.');
  return topics;
}
