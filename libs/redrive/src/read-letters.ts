import { readLog } from '@cdr/audit';
import { foreignMessage, readCleanTailOf, type TopicNames } from '@cdr/call-record';
import type { Kafka, OffsetRange } from '@cdr/kafka';
import { Stop } from '@cdr/worker';
import type { Letter } from './letter.ts';
import { createLetterBook } from './letter-book.ts';
import { type LetterFilter, matches } from './letter-filter.ts';

/** Letters that are asked for, by partition and in the order in which they were written. */
export interface FoundLetters {
  letters: Letter[];
  /** Every rule that a letter of what was read names, asked for or not. */
  rules: ReadonlySet<string>;
  /** Messages of dlq that are no letters about a record of this raw topic. */
  foreign: number;
}

export interface LetterSource {
  kafka: Pick<Kafka, 'offsets' | 'offsetAt' | 'openReader'>;
  topics: TopicNames;
  /** In the place of the letters' own, when they are sent. */
  value?: Buffer | undefined;
  /** Ends the reading, between two fetches. */
  signal?: AbortSignal | undefined;
}

/**
 * Reads all of dlq, or the one partition that the filter names, and clean as far back as it may make one of the letters void.
 * @throws KafkaError; the signal's reason when it aborts; Stop when the topics do not belong together, or a message in clean is nobody's of ours
 */
export async function readLetters(
  { kafka, topics, value, signal }: LetterSource,
  filter: LetterFilter,
): Promise<FoundLetters> {
  const dlq = await kafka.offsets(topics.dlq);
  // Later than dlq: a letter that was void then is seen to be.
  const clean = await kafka.offsets(topics.clean);
  if (clean.length !== dlq.length) throw new Stop(otherCounts(topics, dlq.length, clean.length));
  const rules = new Set<string>();
  const found: FoundLetters = { letters: [], rules, foreign: 0 };
  for (const [partition, held] of dlq.entries()) {
    if (filter.partition !== undefined && filter.partition !== partition) continue;
    const book = createLetterBook(
      { topic: topics.raw, partition },
      (letter) => matches(filter, letter),
      value,
    );
    await readLog(kafka, topics.dlq, partition, held, (record) => book.letter(record), goOn);
    const since = book.cleanSince();
    if (since !== null) await readClean(partition, clean[partition]!, since, (offset) => book.clean(offset));
    for (const letter of book.letters()) found.letters.push(letter);
    for (const rule of book.rules()) rules.add(rule);
    found.foreign += book.foreign();
  }
  return found;

  async function goOn(): Promise<void> {
    signal?.throwIfAborted();
  }

  // By the reader rule: from an offset found by timestamp, and without what is older.
  async function readClean(
    partition: number,
    held: OffsetRange,
    since: number,
    onRecord: (rawOffset: number) => void,
  ): Promise<void> {
    const start = Math.max(held.start, await kafka.offsetAt(topics.clean, partition, since));
    await readLog(
      kafka,
      topics.clean,
      partition,
      { start, end: held.end },
      (record) => {
        if (record.timestamp < since) return;
        const tail = readCleanTailOf(partition, record.value);
        if (tail === null) throw new Stop(foreignMessage(`${topics.clean}/${partition}`, record.offset));
        onRecord(tail.raw_offset);
      },
      goOn,
    );
  }
}

function otherCounts(topics: TopicNames, dlq: number, clean: number): string {
  return (
    `the topics must have the same number of partitions, but ${topics.dlq} has ${dlq}, ${topics.clean} ${clean}: are ` +
    'RAW_TOPIC, CLEAN_TOPIC and DLQ_TOPIC right?'
  );
}
