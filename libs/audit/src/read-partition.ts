import type { TopicNames } from '@cdr/call-record';
import { type Kafka, type KafkaRecord, type LetterHead, type OffsetRange, readDeadLetter } from '@cdr/kafka';
import { followLog } from './follow-log.ts';
import type { Originals } from './originals.ts';
import type { PartitionTally } from './partition-tally.ts';
import { readLog } from './read-log.ts';
import type { CleanWalk } from './walk-clean.ts';

/** What to read of a partition. */
export type HeldPartition = Record<keyof TopicNames, OffsetRange>;

export interface ReadOptions {
  kafka: Pick<Kafka, 'openReader'>;
  topics: TopicNames;
  partition: number;
  held: HeldPartition;
  tally: PartitionTally;
  originals: Originals;
  /** Goes through clean; made when letters are known, with the time of the first one held, epoch ms. */
  walk: (firstLetterAt: number | null) => CleanWalk;
  /** Asked between fetches of clean. */
  answer: (walk: CleanWalk) => Promise<void>;
}

/**
 * Reads a partition of dlq, clean and raw once: dlq first, then raw in step with clean, so that what raw says is compared
 * and need not be kept.
 * @throws KafkaError, with code OFFSET_OUT_OF_RANGE when a log has lost its start meanwhile
 */
export async function readPartition(options: ReadOptions): Promise<void> {
  const { kafka, topics, partition, held, tally, originals } = options;
  function read(
    role: keyof TopicNames,
    onRecord: (record: KafkaRecord) => void,
    after?: () => Promise<void>,
  ) {
    return readLog(kafka, topics[role], partition, held[role], onRecord, after);
  }

  const raw = followLog(kafka, topics.raw, partition, held.raw, (record) => {
    tally.raw(record.offset);
    originals.raw(record);
  });
  let firstLetterAt: number | null = null;
  await read('dlq', (record) => {
    firstLetterAt ??= record.timestamp;
    const letter = readDeadLetter(record);
    if (letter === null) return;
    takeLetter(tally, letter);
    originals.letter(letter.rawOffset, record);
  });
  const walk = options.walk(firstLetterAt);
  async function compare(): Promise<void> {
    await raw.readTo(originals.wantedTo());
    await options.answer(walk);
  }
  try {
    await read('clean', (record) => walk.take(record), compare);
    await raw.readTo(held.raw.end);
  } finally {
    await raw.close();
  }
  walk.end();
}

function takeLetter(tally: PartitionTally, { stage, rawOffset, reason, duplicateOf }: LetterHead): void {
  tally.letter(stage, rawOffset, reason);
  // The loader's originals may be in any partition: they are looked for in the table.
  if (stage === 'validate' && duplicateOf !== undefined) tally.original(duplicateOf);
}
