import { readCleanTail, type TopicNames } from '@cdr/call-record';
import { type Kafka, type KafkaRecord, type OffsetRange, readDeadLetter } from '@cdr/kafka';
import { createPartitionTally, type PartitionTally } from './partition-tally.ts';
import { readLog } from './read-log.ts';

/** Reads raw, clean and dlq whole, and tallies each raw record. Meant for logs at rest. @throws KafkaError */
export async function tallyLogs(kafka: Kafka, topics: TopicNames): Promise<PartitionTally[]> {
  const [raw, clean, dlq] = await Promise.all([
    kafka.offsets(topics.raw),
    kafka.offsets(topics.clean),
    kafka.offsets(topics.dlq),
  ]);
  const tallies: PartitionTally[] = [];
  for (const [partition, { start, end }] of raw.entries()) {
    const tally = createPartitionTally(partition, start, end);
    tallies.push(tally);
    await readAll(topics.raw, partition, raw[partition]!, ({ offset }) => tally.raw(offset));
    await readAll(topics.clean, partition, clean[partition]!, ({ value }) => {
      const tail = readCleanTail(value ?? Buffer.alloc(0));
      if (tail !== null) tally.clean(tail.raw_offset);
    });
    await readAll(topics.dlq, partition, dlq[partition]!, (record) => {
      const letter = readDeadLetter(record);
      if (letter !== null) tally.letter(letter.stage, letter.rawOffset, letter.reason);
    });
  }
  return tallies;

  async function readAll(
    topic: string,
    partition: number,
    held: OffsetRange,
    onRecord: (record: KafkaRecord) => void,
  ) {
    if (held.end > held.start) await readLog(kafka, topic, partition, held.start, onRecord);
  }
}
