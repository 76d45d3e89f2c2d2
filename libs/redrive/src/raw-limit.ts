import { type Kafka, mostBytesPerMessage } from '@cdr/kafka';
import { Stop } from '@cdr/worker';

/**
 * The most bytes of key, value and headers that raw takes in one message: a dead record at the limit is above it with what
 * it replaces, and letters may be larger than records. @throws KafkaError; Stop when raw is not there
 */
export async function readRawLimit(kafka: Pick<Kafka, 'describeTopic'>, topic: string): Promise<number> {
  const raw = await kafka.describeTopic(topic);
  if (raw === null) throw new Stop(`topic ${topic} does not exist: create it with "npm run setup"`);
  return mostBytesPerMessage(raw.settings);
}
