import {
  chunkMessages,
  type GroupOptions,
  type Kafka,
  KafkaError,
  type KafkaRecord,
  type OutgoingMessage,
  type PartitionReader,
  type Publisher,
} from '@cdr/kafka';
import { type Log, createLog } from './log.ts';

/** One send as the script sees it. */
export interface Send {
  topic: string;
  partition: number;
  messages: OutgoingMessage[];
}

/** What becomes of a send. A crash is the end of the process: an error that no retry takes for trouble with Kafka. */
export type Fate = 'lands' | 'is lost' | 'lands unanswered' | 'crash before' | 'crash after';

/** What was asked of Kafka, in order: `send dlq/0 ×2`, `acknowledge dlq/0`, `commit 0@5`. */
export type Effect = string;

export interface MemoryKafkaOptions {
  topics: readonly string[];
  partitions: number;
  /** How many records a read brings at most. */
  batchSize?: number;
  fateOf?: (send: Send) => Fate;
}

/** A Kafka in memory: a log for each partition, a group of one member, sends that end as a script says. */
export function createMemoryKafka({ topics, partitions, batchSize = 100, fateOf }: MemoryKafkaOptions) {
  const logs = new Map(topics.map((topic) => [topic, Array.from({ length: partitions }, () => createLog())]));
  const effects: Effect[] = [];
  const open = new Set<object>();
  const committed: (number | null)[] = Array.from({ length: partitions }, () => null);
  const settings = new Map<string, Record<string, string>>();
  const script: { fateOf: (send: Send) => Fate } = { fateOf: fateOf ?? (() => 'lands') };
  let member: GroupOptions | null = null;

  function logOf(topic: string, partition: number): Log {
    return logs.get(topic)![partition]!;
  }

  const outcomes: Record<Fate, (append: () => number) => number> = {
    lands: (append) => append(),
    'is lost': () => fail('connection lost', 'KafkaJSConnectionClosedError', true),
    'lands unanswered': (append) => {
      append();
      return fail('connection lost', 'KafkaJSConnectionClosedError', true);
    },
    'crash before': () => crash(),
    'crash after': (append) => {
      append();
      return crash();
    },
  };

  function opened<T extends object>(part: T): T & { close(): Promise<void> } {
    open.add(part);
    return Object.assign(part, { close: async () => void open.delete(part) });
  }

  async function openPublisher(topic: string): Promise<Publisher> {
    async function publish(partition: number, messages: OutgoingMessage[]) {
      const appended = [];
      for (const chunk of chunkMessages(messages)) {
        effects.push(`send ${topic}/${partition} ×${chunk.length}`);
        await turn();
        const fate = script.fateOf({ topic, partition, messages: chunk });
        const baseOffset = outcomes[fate](() => logOf(topic, partition).append(chunk));
        effects.push(`acknowledge ${topic}/${partition}`);
        appended.push({ baseOffset, count: chunk.length });
      }
      return appended;
    }
    return opened({ topic, partitions, publish });
  }

  async function openReader(topic: string, partition: number, offset: number): Promise<PartitionReader> {
    let position = offset;
    async function next() {
      await turn();
      const { start, end, records } = logOf(topic, partition);
      if (position < start || position > end) fail('out of range', 'OFFSET_OUT_OF_RANGE', false);
      const found = records.filter((record) => record.offset >= position).slice(0, batchSize);
      position = (found.at(-1)?.offset ?? position - 1) + 1;
      return { records: found, nextOffset: position, endOffset: end };
    }
    return opened({ next });
  }

  async function joinGroup(options: GroupOptions) {
    member = options;
    queueMicrotask(() => options.onAssigned([...committed.keys()]));
    async function commit(positions: { partition: number; offset: number }[]): Promise<boolean> {
      for (const { partition, offset } of positions) {
        effects.push(`commit ${partition}@${offset}`);
        committed[partition] = offset;
      }
      return true;
    }
    return opened({ commit });
  }

  const kafka: Kafka = {
    openPublisher,
    openReader,
    joinGroup,
    offsets: async (topic) => logs.get(topic)!.map(({ start, end }) => ({ start, end })),
    offsetAt: async (topic, partition, timestamp) => {
      const { records, end } = logOf(topic, partition);
      return records.find((record) => record.timestamp >= timestamp)?.offset ?? end;
    },
    committedOffsets: async () => [...committed],
    describeTopic: async (topic) =>
      logs.has(topic) ? { partitions, settings: settings.get(topic) ?? {} } : null,
    createTopic: async () => false,
    close: async () => undefined,
  };

  return {
    kafka,
    effects,
    /** What was opened and not closed. */
    open,
    committed,
    settings,
    script,
    log: logOf,
    records: (topic: string, partition = 0): KafkaRecord[] => logOf(topic, partition).records,
    /** Deletes a partition's records and begins it anew at offset 0. */
    recreate: (topic: string, partition = 0) => void (logs.get(topic)![partition] = createLog()),
    /** The group gives this member other partitions. */
    assign: (held: number[]) => member!.onAssigned(held),
    /** The group throws this member out. */
    lose: (error: Error) => member!.onLost(error),
  };
}

export type MemoryKafka = ReturnType<typeof createMemoryKafka>;

function fail(message: string, code: string, retriable: boolean): never {
  throw new KafkaError(message, code, retriable);
}

function crash(): never {
  throw new Error('crash');
}

// As a network does: the answer comes in a later turn.
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
