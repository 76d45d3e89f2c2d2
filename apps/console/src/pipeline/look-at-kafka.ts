import type { TopicNames } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import type { KafkaLook } from './look.ts';

/** The topics, and the groups of those who read them. */
export interface Groups {
  validator: string;
  loader: string;
}

/** Later stages first: a record that moves on meanwhile counts as not there yet, never as dealt with. @throws KafkaError */
export async function lookAtKafka(kafka: Kafka, topics: TopicNames, groups: Groups): Promise<KafkaLook> {
  const validatedThrough = await kafka.committedOffsets(groups.validator, topics.raw);
  const validators = await kafka.memberCount(groups.validator);
  const loaders = await kafka.memberCount(groups.loader);
  const clean = await kafka.offsets(topics.clean);
  const dlq = await kafka.offsets(topics.dlq);
  const raw = await kafka.offsets(topics.raw);
  return { validatedThrough, validators, loaders, clean, dlq, raw };
}
