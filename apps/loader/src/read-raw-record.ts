import type { Kafka, KafkaRecord } from '@cdr/kafka';
import { Stop } from '@cdr/worker';

/** Reads one raw record, for the letter that needs its original bytes. @throws Stop when raw no longer holds it. */
export async function readRawRecord(
  kafka: Kafka,
  topic: string,
  partition: number,
  offset: number,
): Promise<KafkaRecord> {
  const { start, end } = (await kafka.offsets(topic))[partition]!;
  if (offset >= start && offset < end) {
    const reader = await kafka.openReader(topic, partition, offset);
    try {
      for (let next = offset; next < end;) {
        const { records, nextOffset } = await reader.next();
        if (records[0] !== undefined) {
          if (records[0].offset === offset) return records[0];
          break;
        }
        next = nextOffset;
      }
    } finally {
      await reader.close();
    }
  }
  throw new Stop(
    `${topic}/${partition} no longer holds offset ${offset}, whose clean record conflicts with a call in the table: its ` +
      'dead letter needs the original bytes. Restore the topic, or load this batch after the row in the table was mended',
  );
}
