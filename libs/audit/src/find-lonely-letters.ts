import type { TopicNames } from '@cdr/call-record';
import { type Kafka, type OffsetRange, readDeadLetter } from '@cdr/kafka';
import type { LonelyLetter } from './answer-questions.ts';
import type { PartitionTally } from './partition-tally.ts';
import { readLog } from './read-log.ts';

/**
 * Reads the letters of a partition once more for those that count and whose original is not in clean. Originals before
 * `from` may have expired there; raw records from `through` on may have theirs on its way.
 * @throws KafkaError
 */
export async function findLonelyLetters(
  { kafka, topics }: { kafka: Pick<Kafka, 'openReader'>; topics: TopicNames },
  partition: number,
  dlq: OffsetRange,
  tally: PartitionTally,
  from: number,
  through: number,
): Promise<LonelyLetter[]> {
  const found = new Map<number, LonelyLetter>();
  await readLog(kafka, topics.dlq, partition, dlq, (record) => {
    const letter = readDeadLetter(record);
    if (letter?.stage !== 'validate' || letter.duplicateOf === undefined || letter.duplicateOf < from) return;
    const { rawOffset, duplicateOf, reason } = letter;
    const counts = rawOffset < through && tally.deadReason(rawOffset) === reason;
    if (!counts || tally.isClean(duplicateOf) || found.has(rawOffset)) return;
    found.set(rawOffset, { partition, offset: rawOffset, stage: 'validate', original: duplicateOf });
  });
  return [...found.values()];
}
