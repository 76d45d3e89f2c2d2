import type { TopicNames } from '@cdr/call-record';
import type { Kafka, KafkaRecord, OffsetRange, Stage } from '@cdr/kafka';
import type { RawPlace, TracedRecord } from '../trace.ts';

/** What a search in the logs asks. */
export interface Logs {
  kafka: Pick<Kafka, 'offsets' | 'offsetAt' | 'openReader'>;
  topics: TopicNames;
  /** Where in dlq the letter about a record stands, if somebody knows: it is looked at there first. */
  letterAt?: (place: RawPlace, stage: Stage) => number | undefined;
}

/** What a partition holds; null when the topic has no such partition. @throws KafkaError */
export async function heldBy({ kafka }: Logs, topic: string, partition: number): Promise<OffsetRange | null> {
  return (await kafka.offsets(topic))[partition] ?? null;
}

/** A record with where it stands. */
export function traced(
  topic: string,
  partition: number,
  { offset, timestamp, key, value }: KafkaRecord,
): TracedRecord {
  return { topic, partition, offset, timestamp, key, value };
}
