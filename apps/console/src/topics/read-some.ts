import type { Kafka, KafkaRecord } from '@cdr/kafka';

/** What a bounded read of a partition brought. */
export interface SomeRecords {
  records: KafkaRecord[];
  /** Where the next read begins. */
  nextOffset: number;
  /** The partition's end. */
  endOffset: number;
}

export interface ReadBounds {
  /** The most records. */
  most: number;
  /** No further fetch after this moment, epoch ms. */
  until: number;
}

/**
 * Reads at most so many records from an offset on, and no longer than asked; at least one fetch.
 * @throws KafkaError
 */
export async function readSome(
  kafka: Pick<Kafka, 'openReader'>,
  { topic, partition, offset }: { topic: string; partition: number; offset: number },
  { most, until }: ReadBounds,
): Promise<SomeRecords> {
  const reader = await kafka.openReader(topic, partition, offset);
  const some: SomeRecords = { records: [], nextOffset: offset, endOffset: offset };
  try {
    do {
      const { records, nextOffset, endOffset } = await reader.next();
      some.records.push(...records);
      Object.assign(some, { nextOffset, endOffset });
    } while (some.records.length < most && some.nextOffset < some.endOffset && Date.now() < until);
  } finally {
    await reader.close();
  }
  if (some.records.length <= most) return some;
  const records = some.records.slice(0, most);
  return { ...some, records, nextOffset: records.at(-1)!.offset + 1 };
}
