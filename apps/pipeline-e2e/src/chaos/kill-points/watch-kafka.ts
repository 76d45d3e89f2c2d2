import type { TopicNames } from '@cdr/call-record';
import type { Kafka, OutgoingMessage, Publisher } from '@cdr/kafka';
import type { NamedPoint } from './order.ts';
import type { Points } from './points.ts';

/** Tells of a worker's sends. The points are the validator's: a loader's letters are requests in flight only. */
export function watchKafka(kafka: Kafka, topics: Pick<TopicNames, 'clean' | 'dlq'>, points: Points): Kafka {
  // Partitions whose last batch had letters, which are acknowledged by now.
  const lettersSent = new Set<number>();

  const before: Record<string, (partition: number) => NamedPoint | null> = {
    [topics.clean]: (partition) => (lettersSent.delete(partition) ? 'between letter and clean' : null),
  };
  const after: Record<string, (partition: number) => NamedPoint> = {
    [topics.clean]: () => 'after clean',
    [topics.dlq](partition) {
      lettersSent.add(partition);
      return 'after a letter';
    },
  };

  function watchPublisher(publisher: Publisher): Publisher {
    const { topic, partitions } = publisher;
    async function publish(partition: number, messages: OutgoingMessage[]) {
      if (messages.length === 0) {
        if (topic === topics.dlq) lettersSent.delete(partition);
        return publisher.publish(partition, messages);
      }
      tell(before[topic]?.(partition));
      const appended = await points.ask(`publish ${topic}`, () => publisher.publish(partition, messages));
      tell(after[topic]?.(partition));
      return appended;
    }
    return { topic, partitions, publish, close: () => publisher.close() };
  }

  function tell(point: NamedPoint | null | undefined): void {
    if (point) points.reach(point);
  }

  return { ...kafka, openPublisher: async (topic) => watchPublisher(await kafka.openPublisher(topic)) };
}
