import type { Kafka, KafkaRecord, OffsetRange, PartitionReader } from '@cdr/kafka';
import { nextOf } from './read-log.ts';

/** A log that is read in step with something else. */
export interface FollowedLog {
  /**
   * Reads on up to an offset, not including; nothing behind the range.
   * @throws KafkaError, with code OFFSET_OUT_OF_RANGE when the log has lost its start meanwhile; Stop when it has lost its end
   */
  readTo(offset: number): Promise<void>;
  close(): Promise<void>;
}

/** Prepares to read what a partition holds between two offsets; it is opened when it is first needed. */
export function followLog(
  kafka: Pick<Kafka, 'openReader'>,
  topic: string,
  partition: number,
  { start, end }: OffsetRange,
  onRecord: (record: KafkaRecord) => void,
): FollowedLog {
  let reader: PartitionReader | null = null;
  let fetched: KafkaRecord[] = [];
  let taken = 0;
  let position = start;

  async function readTo(offset: number): Promise<void> {
    const to = Math.min(offset, end);
    for (;;) {
      for (; taken < fetched.length && fetched[taken]!.offset < to; taken += 1) onRecord(fetched[taken]!);
      if (taken < fetched.length || position >= to) return;
      reader ??= await kafka.openReader(topic, partition, start);
      const { records, nextOffset } = await nextOf(reader, `${topic}/${partition}`, end);
      fetched = records;
      taken = 0;
      position = nextOffset;
    }
  }

  return { readTo, close: async () => reader?.close() };
}
