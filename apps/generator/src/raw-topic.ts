import type { Kafka, TopicDescription } from '@cdr/kafka';

/** The topic calls are published to, and what it takes. */
export interface RawTopic {
  name: string;
  partitions: number;
  /** The most bytes of key and value in one message. */
  mostBytesPerMessage: number;
  /** The most bytes of keys and values in one publish of several messages. */
  mostBytesPerPublish: number;
}

/** Kafka's own default for max.message.bytes. */
const usualLimit = 1_048_588;
/** A batch's header (61 bytes) and a record's lengths, attributes and deltas (at most 40). */
const bytesAroundMessage = 101;
const mostBytesPerSend = 512 * 1024;

/**
 * Asks Kafka about the raw topic.
 * @throws Error with what to do when it does not exist.
 */
export async function findRawTopic(kafka: Pick<Kafka, 'describeTopic'>, name: string): Promise<RawTopic> {
  const found = await kafka.describeTopic(name);
  if (!found)
    throw new Error(`topic ${name} does not exist: create it ("npm run setup") or set RAW_TOPIC to another`);
  return { name, ...limitsOf(found) };
}

function limitsOf({ partitions, settings }: TopicDescription): Omit<RawTopic, 'name'> {
  const mostBytesPerMessage = Number(settings['max.message.bytes'] ?? usualLimit) - bytesAroundMessage;
  // Several messages in one batch have up to 300 times the overhead of one.
  const mostBytesPerPublish = Math.min(mostBytesPerSend, mostBytesPerMessage >> 1);
  return { partitions, mostBytesPerMessage, mostBytesPerPublish };
}
