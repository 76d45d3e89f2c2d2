import type { Kafka, KafkaRecord } from '@cdr/kafka';

/** Reads a partition from an offset to the end it has now, record by record. @throws KafkaError */
export async function readLog(
  kafka: Kafka,
  topic: string,
  partition: number,
  from: number,
  onRecord: (record: KafkaRecord) => void,
): Promise<void> {
  const reader = await kafka.openReader(topic, partition, from);
  try {
    for (;;) {
      const { records, nextOffset, endOffset } = await reader.next();
      records.forEach(onRecord);
      if (nextOffset >= endOffset) return;
    }
  } finally {
    await reader.close();
  }
}
