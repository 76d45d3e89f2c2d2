import type { TopicNames } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import { Stop } from '@cdr/worker';
import type { LetterFilter } from './letter-filter.ts';
import { whyNotOne } from './one-record.ts';
import { readRawLimit } from './raw-limit.ts';
import { readLetters } from './read-letters.ts';
import { readSentList } from './read-sent-list.ts';
import { selectLetters, type Selection } from './select-letters.ts';

/** What is to be sent back. */
export interface Asked {
  filter: LetterFilter;
  /** In the place of one letter's own: the filter then names a record, by partition and offset. */
  value?: Buffer | undefined;
  /** A record that was sent back so often is not sent again. */
  maxReplays: number;
  /** The most letters to choose; Infinity for all. */
  limit: number;
}

/** What a look has found; `sendLetters` sends what its selection has chosen. */
export interface Look {
  selection: Selection;
  /** The most bytes that raw takes in one message. */
  mostBytes: number;
  /** Where the list of what was sent ended when it was read. */
  listEnd: number;
  /** The rules that the letters read do name, when none names the rule that was asked for; null otherwise. */
  rulesFound: string[] | null;
  /** Messages passed over: no letters about this raw topic, and no lines of ours in the list. */
  foreign: { letters: number; lines: number };
}

export interface LookParts {
  kafka: Kafka;
  topics: TopicNames & { redrive: string };
  /** Ends the look, between two fetches. */
  signal?: AbortSignal | undefined;
}

/**
 * Looks which letters are as asked, and which of them can be sent back; changes nothing.
 * @throws KafkaError; the signal's reason when it aborts; Stop when the topics are not as they must be, or when a value is to take the place of one letter's and
 *   there is not just one
 */
export async function lookForLetters(
  { kafka, topics, signal }: LookParts,
  { filter, value, maxReplays, limit }: Asked,
): Promise<Look> {
  const { list, end: listEnd } = await readSentList(kafka, topics);
  const mostBytes = await readRawLimit(kafka, topics.raw);
  signal?.throwIfAborted();
  const { letters, rules, foreign } = await readLetters({ kafka, topics, value, signal }, filter);
  const selection = selectLetters(letters, {
    maxReplays,
    mostBytes,
    limit,
    wasSent({ stage, partition, rawOffset: offset }) {
      return list.find(stage, { topic: topics.raw, partition, offset }) !== undefined;
    },
  });
  if (value !== undefined) {
    const { partition, offset } = filter as { partition: number; offset: number };
    const problem = whyNotOne({ topic: topics.raw, partition, offset }, selection, letters, mostBytes, list);
    if (problem !== null) throw new Stop(problem);
  }
  return {
    selection,
    mostBytes,
    listEnd,
    rulesFound: filter.rule === undefined || rules.has(filter.rule) ? null : [...rules].sort(),
    foreign: { letters: foreign, lines: list.foreign() },
  };
}
