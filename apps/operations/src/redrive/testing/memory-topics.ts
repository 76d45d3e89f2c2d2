import { type Kafka, KafkaError, type KafkaRecord, type OutgoingMessage } from '@cdr/kafka';
import { received } from './letters.ts';

/** What becomes of one publish. */
export type Fate = 'lands' | 'is lost' | 'lands unanswered';

/** Topics in memory, one array for each partition; `fateOf` says what becomes of the n-th publish to a topic. */
export function createMemoryTopics(fateOf: (topic: string, n: number) => Fate = () => 'lands') {
  const logs = new Map<string, KafkaRecord[]>();
  const published = new Map<string, number>();
  const open = new Set<object>();
  const reads: string[] = [];

  function log(topic: string, partition = 0): KafkaRecord[] {
    const place = `${topic}/${partition}`;
    const records = logs.get(place) ?? [];
    logs.set(place, records);
    return records;
  }

  function append(topic: string, partition: number, messages: readonly OutgoingMessage[]): number {
    const records = log(topic, partition);
    const baseOffset = records.length;
    for (const message of messages) records.push(received(message, records.length, message.timestamp));
    return baseOffset;
  }

  const kafka: Pick<Kafka, 'offsets' | 'offsetAt' | 'openReader' | 'openPublisher'> = {
    async offsets(topic) {
      const partitions = [...logs.keys()].filter((place) => place.startsWith(`${topic}/`)).length;
      return Array.from({ length: partitions }, (_, n) => ({ start: 0, end: log(topic, n).length }));
    },
    async offsetAt(topic, partition, timestamp) {
      const records = log(topic, partition);
      return records.find((record) => record.timestamp >= timestamp)?.offset ?? records.length;
    },
    async openReader(topic, partition, offset) {
      reads.push(`${topic}/${partition} from ${offset}`);
      let position = offset;
      const reader = {
        async next() {
          const records = log(topic, partition).slice(position, position + 7);
          position += records.length;
          return { records, nextOffset: position, endOffset: log(topic, partition).length };
        },
        close: async () => void open.delete(reader),
      };
      open.add(reader);
      return reader;
    },
    async openPublisher(topic) {
      const publisher = {
        topic,
        partitions: 1,
        async publish(partition: number, messages: OutgoingMessage[]) {
          const n = (published.get(topic) ?? 0) + 1;
          published.set(topic, n);
          const fate = fateOf(topic, n);
          const baseOffset = fate === 'is lost' ? -1 : append(topic, partition, messages);
          if (fate !== 'lands') throw new KafkaError(`writing to ${topic}/${partition}: gone`, 'GONE', true);
          return [{ baseOffset, count: messages.length }];
        },
        close: async () => void open.delete(publisher),
      };
      open.add(publisher);
      return publisher;
    },
  };

  return {
    kafka,
    log,
    append,
    /** What was opened and not closed. */
    open,
    /** Which readers were opened, and where. */
    reads,
  };
}
