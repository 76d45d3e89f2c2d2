import { readUtc } from '@cdr/call-record';
import type { BatchFates, CleanSums } from './batch-book.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { PartitionTally } from './partition-tally.ts';
import type { Question } from './walk-clean.ts';

/** A letter whose original is not where it should be: its call may be nowhere, so it is to be sent back to raw. */
export interface LonelyLetter {
  partition: number;
  /** The raw offset of the record in the letter. */
  offset: number;
  stage: 'validate' | 'load';
  /** The raw offset that it names as the first of its call; null when it is not known here. */
  original: number | null;
}

/** Where what the table answers is written down. */
export interface Answers {
  tally: Pick<PartitionTally, 'lost'>;
  sums: Pick<CleanSums, 'add' | 'count'>;
  /** Letters to records older than this, by Kafka's time in epoch ms, may have expired. */
  lettersSince: number;
}

/**
 * Looks the questions up in the table as it is now: rows never leave it. Clean records whose call is not there are lost;
 * resolves to the letters of conflicts whose call is not there.
 * @throws WarehouseError
 */
export async function answerQuestions(
  questions: readonly Question[],
  ledger: Pick<Ledger, 'findCalls'>,
  { tally, sums, lettersSince }: Answers,
): Promise<LonelyLetter[]> {
  const calls = questions.map(({ content: { callId, start } }) => ({ callId, start }));
  // What has no start, no load can have written.
  const found = await ledger.findCalls(calls.filter(({ start }) => readUtc(start).length > 0));
  const lonely: LonelyLetter[] = [];

  function count({ batchId }: Question, fate: keyof BatchFates): void {
    if (batchId !== null) sums.count(batchId, fate);
  }
  function lose({ content, batchId }: Question, isExcused: boolean): void {
    tally.lost(content.rawOffset, isExcused);
    if (batchId !== null && !isExcused) sums.add(batchId, content);
  }

  for (const question of questions) {
    const { kind, content, timestamp } = question;
    const fingerprints = found.get(content.callId);
    const isThere = fingerprints?.has(content.fingerprint) === true;
    const isExcused = kind === 'loaded' && timestamp < lettersSince;
    if (kind === 'loaded' && !isThere) lose(question, isExcused);
    // It may have had a letter, and its call came into the table by another record later.
    if (isExcused) count(question, 'refused');
    // Of two loaders each may have refused what the other loaded: then the letter stands, and the call is there as it says.
    else if (isThere) count(question, 'alreadyLoaded');
    else if (kind === 'conflict') count(question, 'conflicts');
    if (kind === 'conflict' && fingerprints === undefined)
      lonely.push({ partition: content.partition, offset: content.rawOffset, stage: 'load', original: null });
  }
  return lonely;
}
