import type { Kafka, KafkaRecord, OffsetRange, PartitionReader, RecordBatch } from '@cdr/kafka';
import { Stop } from '@cdr/worker';

/**
 * Reads what a partition holds between two offsets, record by record; later records do not count. `afterFetch` is waited
 * for after each fetch.
 * @throws KafkaError, with code OFFSET_OUT_OF_RANGE when the log has lost its start meanwhile; Stop when it has lost its end
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
      const { records, nextOffset } = await nextOf(reader, `${topic}/${partition}`, end);
      for (const record of records) if (record.offset < end) onRecord(record);
      offset = nextOffset;
      await afterFetch?.();
    }
  } finally {
    await reader.close();
  }
}

// A broker that has just become leader learns only from the others how far it may answer. Each empty answer takes half a
// second.
const mostShortAnswers = 20;

/** The next fetch of a log that had this end before. @throws KafkaError; Stop when it has lost its end */
export async function nextOf(reader: PartitionReader, place: string, end: number): Promise<RecordBatch> {
  for (let answers = 1; ; answers += 1) {
    const batch = await reader.next();
    if (batch.records.length > 0 || batch.endOffset >= end) return batch;
    if (answers === mostShortAnswers)
      throw new Stop(
        `${place} ends at offset ${batch.endOffset}, but ended at ${end} before: a broker has lost records (unclean leader ` +
          'election, disk), or the topic was deleted and created again',
      );
  }
}
