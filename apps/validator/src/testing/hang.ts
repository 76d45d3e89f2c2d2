import type { PartitionReader } from '@cdr/kafka';
import type { ScriptedKafka } from './scripted-kafka.ts';

/**
 * How such a reader behaves: never an answer, or for ever the answer that nothing came yet, or that a transaction is open where
 * it stands, or behind that.
 */
export type Hang = 'no answer' | 'empty answers' | 'open transaction' | 'open transaction behind';

/** Lets the readers of one partition hang that are opened from now on. */
export function hangReaders(memory: ScriptedKafka, topic: string, partition: number, hang: Hang): void {
  const { openReader } = memory.kafka;
  memory.kafka.openReader = async (askedTopic, askedPartition, offset) => {
    const reader = await openReader(askedTopic, askedPartition, offset);
    if (askedTopic !== topic || askedPartition !== partition) return reader;
    async function next(): ReturnType<PartitionReader['next']> {
      if (hang === 'no answer') return new Promise(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
      const nothing = { records: [], nextOffset: offset, endOffset: memory.log(topic, partition).end };
      if (hang === 'empty answers') return nothing;
      return { ...nothing, openTransactionAt: hang === 'open transaction' ? offset : offset + 1 };
    }
    return { next, close: () => reader.close() };
  };
}
