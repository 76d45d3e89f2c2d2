import { type Appended, type Kafka, KafkaError, type OutgoingMessage, type Publisher } from '@cdr/kafka';

/** A publish as the script sees it. */
export interface Attempt {
  /** 1 is the first publish of the test. */
  number: number;
  partition: number;
  messages: OutgoingMessage[];
}

/** What happens to a publish: it works, fails before or after the log has it, or hangs until `release`. */
export type Fate = 'taken' | 'refused for now' | 'taken, answer lost' | 'refused for good' | 'held';

/** A Kafka in memory whose publishes end as a script says. */
export function scriptedKafka(partitions: number, fateOf: (attempt: Attempt) => Fate = () => 'taken') {
  const logs: OutgoingMessage[][] = Array.from({ length: partitions }, () => []);
  const attempts: Attempt[] = [];
  const inFlight = new Map<number, number>();
  const held: (() => void)[] = [];
  const counts = { opened: 0, closed: 0, mostInFlight: 0, mostInFlightOfOne: 0 };

  function append(partition: number, messages: OutgoingMessage[]): Appended[] {
    const log = logs[partition] as OutgoingMessage[];
    log.push(...messages);
    return [{ baseOffset: log.length - messages.length, count: messages.length }];
  }

  const outcomes: Record<Fate, (attempt: Attempt) => Promise<Appended[]>> = {
    taken: async ({ partition, messages }) => append(partition, messages),
    'refused for now': async () => {
      throw new KafkaError('no leader', 'NOT_LEADER_FOR_PARTITION', true);
    },
    'taken, answer lost': async ({ partition, messages }) => {
      append(partition, messages);
      throw new KafkaError('connection closed', 'KafkaJSConnectionClosedError', true);
    },
    'refused for good': async () => {
      throw new KafkaError('not allowed to write', 'TOPIC_AUTHORIZATION_FAILED', false);
    },
    held: async ({ partition, messages }) => {
      await new Promise<void>((resolve) => held.push(resolve));
      return append(partition, messages);
    },
  };

  async function publish(partition: number, messages: OutgoingMessage[]): Promise<Appended[]> {
    const attempt = { number: attempts.length + 1, partition, messages };
    attempts.push(attempt);
    count(partition, 1);
    try {
      // As a network does: the answer comes in a later turn.
      await new Promise((resolve) => setImmediate(resolve));
      return await outcomes[fateOf(attempt)](attempt);
    } finally {
      count(partition, -1);
    }
  }

  function count(partition: number, change: number) {
    inFlight.set(partition, (inFlight.get(partition) ?? 0) + change);
    const current = [...inFlight.values()];
    const all = current.reduce((sum, one) => sum + one, 0);
    counts.mostInFlight = Math.max(counts.mostInFlight, all);
    counts.mostInFlightOfOne = Math.max(counts.mostInFlightOfOne, ...current);
  }

  async function openPublisher(topic: string): Promise<Publisher> {
    counts.opened += 1;
    return { topic, partitions, publish, close: async () => void (counts.closed += 1) };
  }

  const kafka: Pick<Kafka, 'openPublisher'> = { openPublisher };
  return { kafka, logs, attempts, counts, release: () => held.splice(0).forEach((go) => go()), held };
}
