import { type Kafka, mostBytesPerMessage, type TopicDescription } from '@cdr/kafka';

/** The topic calls are published to, and what it takes. */
export interface RawTopic {
  name: string;
  partitions: number;
  /** The most bytes of key and value in one message. */
  mostBytesPerMessage: number;
  /** The most bytes of keys and values in one publish of several messages. */
  mostBytesPerPublish: number;
}

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
  const most = mostBytesPerMessage(settings);
  // Several messages in one batch have up to 300 times the overhead of one.
  const mostBytesPerPublish = Math.min(mostBytesPerSend, most >> 1);
  return { partitions, mostBytesPerMessage: most, mostBytesPerPublish };
}
