import type { Kafka, KafkaRecord, PartitionReader } from '@cdr/kafka';
import type { Stop } from '@cdr/worker';

// Reading on over a gap is faster than a new connection, up to about this many records.
const worthReadingOver = 5_000;

/**
 * Reads records of one raw partition by their rising offsets, for the letters that need the original bytes.
 * @throws what `gone` makes of an offset that raw no longer holds, KafkaError
 */
export async function* readRawRecords(
  kafka: Kafka,
  topic: string,
  partition: number,
  offsets: readonly number[],
  gone: (offset: number) => Stop,
): AsyncGenerator<KafkaRecord> {
  const { start, end } = (await kafka.offsets(topic))[partition] ?? { start: 0, end: 0 };
  let reader: PartitionReader | null = null;
  let at = 0;
  let buffered: KafkaRecord[] = [];
  try {
    for (const offset of offsets) {
      if (offset < start || offset >= end) throw gone(offset);
      if (reader === null || offset - at > worthReadingOver) {
        await reader?.close();
        reader = await kafka.openReader(topic, partition, offset);
        buffered = [];
        at = offset;
      }
      while (at <= offset) {
        const batch = await reader.next();
        buffered = batch.records;
        at = batch.nextOffset;
      }
      const record = buffered.find((one) => one.offset === offset);
      if (record === undefined) throw gone(offset);
      yield record;
    }
  } finally {
    await reader?.close();
  }
}
