import { readLog } from '@cdr/audit';
import type { TopicNames } from '@cdr/call-record';
import type { Kafka, OffsetRange } from '@cdr/kafka';
import { createSentList } from '@cdr/redrive';
import { pause } from '@cdr/worker';
import type { LetterRow } from '../api.ts';
import type { FlowFacts } from '../pipeline/flow-facts.ts';
import { see } from '../pipeline/look.ts';
import { isBad } from './count-letters.ts';
import { followLetters } from './follow-letters.ts';
import { createLetterIndex, type IndexedLetter, type LetterIndex } from './letter-index.ts';

/** The dead letters as far as the console has read them, and which of them were sent back. */
export interface DeadLetters {
  /** Null before dlq was seen. */
  index(): LetterIndex | null;
  /** Why they could not be read last; null when they could. */
  problem(): string | null;
  /** When and as which record a letter's record was sent back; null when it was not. */
  sentBackOf(letter: Pick<IndexedLetter, 'stage' | 'partition' | 'rawOffset'>): LetterRow['sentBack'];
  /** Reads what there is more of, again and again, until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
  /** Of the last hour, with how many records came into raw in it. */
  lastHour(received: number | null): Pick<FlowFacts, 'badShare' | 'unloadable'>;
}

const hourMs = 3_600_000;

/** None read yet; `onTrouble` is told once why they cannot be read. */
export function createDeadLetters(
  kafka: Pick<Kafka, 'openReader' | 'offsets'>,
  topics: TopicNames & { redrive: string },
  onTrouble: (why: string) => void,
  everyMs = 2_000,
): DeadLetters {
  let sent = createSentList();
  let index: LetterIndex | null = null;
  let sentTo = 0;
  let problem: string | null = null;

  async function readOn(signal: AbortSignal): Promise<void> {
    const [{ start, end }] = (await kafka.offsets(topics.redrive)) as [OffsetRange];
    if (sentTo > end) {
      // The list was made anew: what was sent by the old one is not known any more.
      sent = createSentList();
      sentTo = 0;
    }
    const held = { start: Math.max(start, sentTo), end };
    await readLog(kafka, topics.redrive, 0, held, (record) => sent.take(record));
    sentTo = end;
    const dlq = await kafka.offsets(topics.dlq);
    if (index?.partitions !== dlq.length) index = createLetterIndex(dlq.length);
    await followLetters(kafka, topics, index, dlq, signal);
  }

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const seen = await see(() => readOn(signal));
      const before = problem;
      problem = seen.kind === 'unseen' ? seen.why : null;
      if (problem !== null && problem !== before && !signal.aborted) onTrouble(problem);
      await pause(everyMs, signal);
    }
  }

  function lastHour(received: number | null): Pick<FlowFacts, 'badShare' | 'unloadable'> {
    let [bad, unloadable] = [0, 0];
    index?.eachSince(Date.now() - hourMs, ({ reason }) => {
      if (isBad(reason)) bad += 1;
      if (reason === 'load') unloadable += 1;
    });
    return { badShare: received === null || received === 0 ? null : Math.min(1, bad / received), unloadable };
  }

  const sentBackOf: DeadLetters['sentBackOf'] = ({ stage, partition, rawOffset }) => {
    const line = sent.find(stage, { topic: topics.raw, partition, offset: rawOffset });
    return line ? { at: line.at, as: { partition: line.sent.partition, offset: line.sent.offset } } : null;
  };

  return {
    index: () => index,
    problem: () => problem,
    sentBackOf,
    run,
    lastHour,
  };
}
