import { readLog } from '@cdr/audit';
import type { TopicNames } from '@cdr/call-record';
import { type Kafka, KafkaError, type KafkaRecord, type OffsetRange } from '@cdr/kafka';
import type { LetterIndex } from './letter-index.ts';
import { readLetter } from './read-letter.ts';

/** Reads what dlq has more of than the index knows, one partition after the other. @throws KafkaError, Stop */
export async function followLetters(
  kafka: Pick<Kafka, 'openReader'>,
  topics: TopicNames,
  index: LetterIndex,
  dlq: readonly OffsetRange[],
  signal: AbortSignal,
): Promise<void> {
  index.look(dlq);
  for (const [partition, held] of dlq.entries()) {
    signal.throwIfAborted();
    const start = index.nextOffset(partition);
    const raw = { topic: topics.raw, partition };
    let next = start;
    function take(record: KafkaRecord): void {
      const letter = readLetter(record, raw);
      if (letter !== null) index.take(partition, letter);
      next = record.offset + 1;
    }
    async function afterFetch(): Promise<void> {
      index.readTo(partition, next);
      signal.throwIfAborted();
    }
    try {
      await readLog(kafka, topics.dlq, partition, { start, end: held.end }, take, afterFetch);
      index.readTo(partition, held.end);
    } catch (error) {
      // It expired while it was read: the next look tells where the log begins now.
      if (!(error instanceof KafkaError && error.code === 'OFFSET_OUT_OF_RANGE')) throw error;
    }
  }
}
