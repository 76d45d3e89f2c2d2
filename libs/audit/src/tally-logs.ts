import { readCleanTail, type TopicNames } from '@cdr/call-record';
import { type Kafka, readDeadLetter } from '@cdr/kafka';
import { createPartitionTally, type PartitionTally } from './partition-tally.ts';
import { readLog } from './read-log.ts';

/**
 * Reads raw, clean and dlq whole, and tallies each raw record. Under traffic, the raw records behind the last clean one
 * may still be on their way; at rest, none is.
 * @throws KafkaError
 */
export async function tallyLogs(
  kafka: Pick<Kafka, 'offsets' | 'openReader'>,
  topics: TopicNames,
): Promise<PartitionTally[]> {
  // In this order, because letters are written before the clean record behind them, and raw before both: so what clean
  // shows to be judged has its letter within these ends, and its raw record.
  const clean = await kafka.offsets(topics.clean);
  const dlq = await kafka.offsets(topics.dlq);
  const raw = await kafka.offsets(topics.raw);

  const tallies: PartitionTally[] = [];
  for (const [partition, held] of raw.entries()) {
    const tally = createPartitionTally(partition, held);
    tallies.push(tally);
    await readLog(kafka, topics.raw, partition, held, ({ offset }) => tally.raw(offset));
    await readLog(kafka, topics.clean, partition, clean[partition]!, ({ value }) => {
      const tail = readCleanTail(value ?? Buffer.alloc(0));
      if (tail !== null) tally.clean(tail.raw_offset);
    });
    await readLog(kafka, topics.dlq, partition, dlq[partition]!, (record) => {
      const letter = readDeadLetter(record);
      if (letter !== null) tally.letter(letter.stage, letter.rawOffset, letter.reason);
    });
  }
  return tallies;
}
