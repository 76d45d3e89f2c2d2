import type { Kafka, KafkaRecord, OffsetRange } from '@cdr/kafka';

/**
 * Reads what a partition holds between two offsets, record by record; later records do not count. `afterFetch` is waited
 * for after each fetch.
 * @throws KafkaError, with code OFFSET_OUT_OF_RANGE when the log has lost its start meanwhile
 */
export async function readLog(
  kafka: Pick<Kafka, 'openReader'>,
  topic: string,
  partition: number,
  { start, end }: OffsetRange,
  onRecord: (record: KafkaRecord) => void,
  afterFetch?: () => Promise<void>,
): Promise<void> {
  if (end <= start) return;
  const reader = await kafka.openReader(topic, partition, start);
  try {
    for (let offset = start; offset < end;) {
      const { records, nextOffset } = await reader.next();
      for (const record of records) if (record.offset < end) onRecord(record);
      offset = nextOffset;
      await afterFetch?.();
    }
  } finally {
    await reader.close();
  }
}
