import { type Kafka, KafkaError, type KafkaRecord, type OutgoingMessage } from '@cdr/kafka';
import { connectMemoryKafka, createMemoryBroker, type Network, promptNetwork } from '@cdr/kafka/memory';

/** What becomes of one send. */
export type Fate = 'lands' | 'is lost' | 'lands unanswered';

interface Closable {
  close(): Promise<void>;
}

/** Topics in memory with so many partitions each; `fateOf` says what becomes of the n-th send to a topic. */
export function createMemoryTopics(
  partitions: Record<string, number>,
  fateOf: (topic: string, n: number) => Fate = () => 'lands',
) {
  const broker = createMemoryBroker();
  for (const [topic, count] of Object.entries(partitions))
    broker.create({ topic, partitions: count, settings: {} });

  const sends = new Map<string, number>();
  const network: Network = async (request, arrive) => {
    if (request.what !== 'produce') return promptNetwork(request, arrive);
    const n = (sends.get(request.topic) ?? 0) + 1;
    sends.set(request.topic, n);
    const fate = fateOf(request.topic, n);
    const answer = fate === 'is lost' ? undefined : await promptNetwork(request, arrive);
    if (fate === 'lands') return answer!;
    throw new KafkaError(`writing to ${request.topic}/${request.partition}: gone`, 'GONE', true);
  };
  const twin = connectMemoryKafka({ broker, network, batchSize: 7 });

  const open = new Set<Closable>();
  function keep<T extends Closable>(opened: T): T {
    const kept = {
      ...opened,
      async close() {
        open.delete(kept);
        await opened.close();
      },
    };
    open.add(kept);
    return kept;
  }

  const reads: string[] = [];
  const kafka: Kafka = {
    ...twin,
    async openReader(topic, partition, offset) {
      reads.push(`${topic}/${partition} from ${offset}`);
      return keep(await twin.openReader(topic, partition, offset));
    },
    openPublisher: async (topic) => keep(await twin.openPublisher(topic)),
  };

  return {
    kafka,
    log: (topic: string, partition = 0): KafkaRecord[] => broker.log(topic, partition).records,
    append: (topic: string, partition: number, messages: readonly OutgoingMessage[]): number =>
      broker.log(topic, partition).append(messages),
    /** Changes settings of a topic. */
    alter: (topic: string, settings: Record<string, string>) => broker.alter(topic, settings),
    /** What was opened and not closed. */
    open,
    /** Which readers were opened, and where. */
    reads,
  };
}
