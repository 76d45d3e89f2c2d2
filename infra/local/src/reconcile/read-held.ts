import { type HeldRanges, type PartitionTally, tallyPartition } from '@cdr/audit';
import type { TopicNames } from '@cdr/call-record';
import type { DeadReason, Kafka, OffsetRange } from '@cdr/kafka';
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
  held: HeldRanges;
  ledger: readonly LedgerPartition[];
  run: readonly OffsetRange[];
}

/** Reads a partition of raw, clean and dlq once, to its end at that moment. @throws KafkaError */
export async function readHeld(
  { kafka, topics, held, ledger, run }: HeldOptions,
  partition: number,
): Promise<HeldPartition> {
  const { from, rawHighWater } = ledger[partition]!;
  const runStart = run[partition]!.start;
  const loaderLetters = new Map<number, DeadReason>();
  let clean = 0;
  let firstAppend: number | null = null;

  const tally = await tallyPartition(kafka, topics, partition, held, {
    raw({ offset, timestamp }) {
      if (firstAppend === null && offset >= runStart) firstAppend = timestamp;
    },
    clean(offset, rawOffset) {
      // The record that a replay repeats may have expired from clean; the ledger knows of it.
      if (offset >= from && rawOffset > rawHighWater) clean += 1;
    },
    letter({ stage, rawOffset, reason }) {
      if (stage === 'load' && !loaderLetters.has(rawOffset)) loaderLetters.set(rawOffset, reason);
    },
  });
  return { tally, clean, loaderLetters, firstAppend };
}
