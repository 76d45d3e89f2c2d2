import { createPartitionTally, type PartitionTally, readLog } from '@cdr/audit';
import { readCleanTail, type TopicNames } from '@cdr/call-record';
import { type DeadReason, type Kafka, type KafkaRecord, type OffsetRange, readDeadLetter } from '@cdr/kafka';
import type { LedgerPartition } from './ledger.ts';

/** What one partition of the three topics holds. */
export interface HeldPartition {
  tally: PartitionTally;
  /** Clean records by the reader rule, from where the ledger's comparison begins. */
  clean: number;
  /** Letters of stage load by raw offset; the first counts. */
  loaderLetters: Map<number, DeadReason>;
  /** Kafka's time of the run's first record, epoch ms. */
  firstAppend: number | null;
}

export interface HeldOptions {
  kafka: Kafka;
  topics: TopicNames;
  /** What to read, by partition: the moment at which all was at rest. */
  held: Record<keyof TopicNames, readonly OffsetRange[]>;
  ledger: readonly LedgerPartition[];
  run: readonly OffsetRange[];
}

/** Reads a partition of raw, clean and dlq once, to its end at that moment. @throws KafkaError */
export async function readHeld(
  { kafka, topics, held, ledger, run }: HeldOptions,
  partition: number,
): Promise<HeldPartition> {
  const tally = createPartitionTally(partition, held.raw[partition]!);
  const loaderLetters = new Map<number, DeadReason>();
  const { from } = ledger[partition]!;
  let { rawHighWater } = ledger[partition]!;
  let clean = 0;
  let firstAppend: number | null = null;

  function read(role: keyof TopicNames, onRecord: (record: KafkaRecord) => void): Promise<void> {
    return readLog(kafka, topics[role], partition, held[role][partition]!, onRecord);
  }

  await read('raw', ({ offset, timestamp }) => {
    tally.raw(offset);
    if (firstAppend === null && offset >= run[partition]!.start) firstAppend = timestamp;
  });
  await read('clean', ({ offset, value }) => {
    const tail = readCleanTail(value ?? Buffer.alloc(0));
    if (tail === null) return;
    tally.clean(tail.raw_offset);
    if (offset < from || tail.raw_offset <= rawHighWater) return;
    rawHighWater = tail.raw_offset;
    clean += 1;
  });
  await read('dlq', (record) => {
    const letter = readDeadLetter(record);
    if (letter === null) return;
    const { stage, rawOffset, reason } = letter;
    tally.letter(stage, rawOffset, reason);
    if (stage === 'load' && !loaderLetters.has(rawOffset)) loaderLetters.set(rawOffset, reason);
  });
  return { tally, clean, loaderLetters, firstAppend };
}
