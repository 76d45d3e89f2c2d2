import { readCleanTail, type TopicNames } from '@cdr/call-record';
import { type Kafka, type KafkaRecord, type LetterHead, type OffsetRange, readDeadLetter } from '@cdr/kafka';
import { createPartitionTally, type PartitionTally } from './partition-tally.ts';
import { readLog } from './read-log.ts';

/**
 * What to read of each topic, by partition. Note the ends of clean first, then dlq's, then raw's: letters are written
 * before the clean record behind them, and raw before both, so what clean shows to be judged is within these ends.
 */
export type HeldRanges = Record<keyof TopicNames, readonly OffsetRange[]>;

/** Sees what the tally is made of, in the order of each log: raw, then clean, then dlq. */
export interface PartitionVisit {
  raw?(record: KafkaRecord): void;
  /** A clean record that counts by the reader rule, by its offsets in clean and in raw. */
  clean?(offset: number, rawOffset: number): void;
  /** Every letter of both stages, repeated ones and void ones as well. */
  letter?(letter: LetterHead): void;
}

/**
 * Reads a partition of raw, clean and dlq once, and tallies each raw record. Under traffic, the raw records behind the
 * last clean one may still be on their way; at rest, none is.
 * @throws KafkaError
 */
export async function tallyPartition(
  kafka: Pick<Kafka, 'openReader'>,
  topics: TopicNames,
  partition: number,
  held: HeldRanges,
  visit: PartitionVisit = {},
): Promise<PartitionTally> {
  const tally = createPartitionTally(partition, held.raw[partition]!);

  function read(role: keyof TopicNames, onRecord: (record: KafkaRecord) => void): Promise<void> {
    return readLog(kafka, topics[role], partition, held[role][partition]!, onRecord);
  }

  await read('raw', (record) => {
    tally.raw(record.offset);
    visit.raw?.(record);
  });
  await read('clean', ({ offset, value }) => {
    const tail = readCleanTail(value ?? Buffer.alloc(0));
    if (tail !== null && tally.clean(tail.raw_offset)) visit.clean?.(offset, tail.raw_offset);
  });
  await read('dlq', (record) => {
    const letter = readDeadLetter(record);
    if (letter === null) return;
    tally.letter(letter.stage, letter.rawOffset, letter.reason);
    visit.letter?.(letter);
  });
  return tally;
}
