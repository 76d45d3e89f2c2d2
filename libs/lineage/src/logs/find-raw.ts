import { readLog } from '@cdr/audit';
import { type KafkaRecord, readReplaces, readSchemaId } from '@cdr/kafka';
import type { RawPlace, RawRecord, Step } from '../trace.ts';
import { heldBy, type Logs, traced } from './log-places.ts';

/**
 * The record at a place of raw; `ingestedAt` is Kafka's time of the one that is meant, null when nobody knows it.
 * @throws KafkaError, Stop
 */
export async function findRaw(
  logs: Logs,
  { partition, offset }: RawPlace,
  ingestedAt: number | null,
): Promise<Step<RawRecord>> {
  const topic = logs.topics.raw;
  const held = await heldBy(logs, topic, partition);
  if (held === null) return { kind: 'none', says: `${topic} has no partition ${partition}` };
  const { start, end } = held;
  if (offset < start)
    return { kind: 'expired', says: `${topic}/${partition} keeps offsets from ${start} on: it has expired` };
  if (offset >= end) return { kind: 'none', says: `${topic}/${partition} ends at offset ${end}` };
  let found: KafkaRecord | undefined;
  await readLog(
    logs.kafka,
    topic,
    partition,
    { start: offset, end: offset + 1 },
    (record) => (found = record),
  );
  if (found === undefined)
    return { kind: 'none', says: 'there is no record at this offset, but the end of a transaction' };
  if (ingestedAt !== null && found.timestamp !== ingestedAt)
    return {
      kind: 'elsewhere',
      says: 'another record stands there: the topic was deleted and created again',
    };
  return {
    kind: 'held',
    record: traced(topic, partition, found),
    schemaId: readSchemaId(found),
    replaces: readReplaces(found),
  };
}
