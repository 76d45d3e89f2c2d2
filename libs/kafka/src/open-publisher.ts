import type { Kafka as Client } from 'kafkajs';
import { bytesOf, chunkMessages } from './chunk-messages.ts';
import type { Appended, OutgoingMessage, Publisher, Sent } from './kafka.ts';
import { toKafkaError } from './kafka-error.ts';
import { patience } from './patience.ts';

/** Opens an idempotent producer of its own for one topic; `onSent` hears of each send acknowledged. @throws KafkaError */
export async function openPublisher(
  client: Client,
  topic: string,
  partitions: number,
  onSent: (sent: Sent) => void = () => undefined,
): Promise<Publisher> {
  const producer = client.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: () => takePartitionOf,
    retry: patience,
  });
  try {
    await producer.connect();
  } catch (error) {
    throw toKafkaError(`connecting a producer for ${topic}`, error);
  }

  // One send in flight, whoever calls: kafkajs loses records when sends overlap and one of them fails. And what was to
  // follow a failed send fails with it, for it may not stand in the log before what it follows.
  let last: Promise<unknown> = Promise.resolve();
  function publish(partition: number, messages: OutgoingMessage[]): Promise<Appended[]> {
    const mine = last.then(() => sendInChunks(partition, messages));
    last = mine;
    return mine;
  }

  async function sendInChunks(partition: number, messages: OutgoingMessage[]): Promise<Appended[]> {
    const appended: Appended[] = [];
    for (const chunk of chunkMessages(messages)) {
      appended.push({ baseOffset: await send(partition, chunk), count: chunk.length });
    }
    return appended;
  }

  async function send(partition: number, chunk: OutgoingMessage[]): Promise<number> {
    const began = performance.now();
    try {
      const [answer] = await producer.send({
        topic,
        acks: -1,
        messages: chunk.map(({ timestamp, headers, key, value }) => ({
          partition,
          key,
          value,
          ...(headers && { headers }),
          ...(timestamp !== undefined && { timestamp: String(timestamp) }),
        })),
      });
      const bytes = chunk.reduce((sum, message) => sum + bytesOf(message), 0);
      const seconds = (performance.now() - began) / 1000;
      onSent({ topic, partition, messages: chunk.length, bytes, seconds });
      return Number(answer!.baseOffset);
    } catch (error) {
      throw toKafkaError(`writing to ${topic}/${partition}`, error);
    }
  }

  async function close(): Promise<void> {
    // The broker may be gone; nothing is owed to it, every acknowledged send is in its log.
    await producer.disconnect().catch(() => undefined);
  }

  return { topic, partitions, publish, close };
}

function takePartitionOf({ message }: { message: { partition?: number } }): number {
  return message.partition!;
}
