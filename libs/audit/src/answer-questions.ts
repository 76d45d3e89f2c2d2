import type { CleanRecord } from '@cdr/call-record';
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

/**
 * Looks the questions up in the table as it is now: rows never leave it. Clean records whose call is not there are lost;
 * resolves to the letters of conflicts whose call is not there. Before `lettersSince` (epoch ms), letters have expired.
 * @throws WarehouseError
 */
export async function answerQuestions(
  questions: readonly Question[],
  ledger: Pick<Ledger, 'findCalls'>,
  partition: number,
  tally: PartitionTally,
  lettersSince: number,
): Promise<LonelyLetter[]> {
  const calls = questions.map(({ callId, value }) => ({ callId, start: startOf(value) }));
  const found = await ledger.findCalls(calls);
  const lonely: LonelyLetter[] = [];
  for (const { kind, rawOffset, callId, fingerprint, timestamp } of questions) {
    const fingerprints = found.get(callId);
    if (kind === 'conflict' && fingerprints === undefined)
      lonely.push({ partition, offset: rawOffset, stage: 'load', original: null });
    if (kind === 'loaded' && !fingerprints?.has(fingerprint)) tally.lost(rawOffset, timestamp < lettersSince);
  }
  return lonely;
}

function startOf(value: Buffer): string {
  return (JSON.parse(value.toString()) as CleanRecord).start_datetime;
}
