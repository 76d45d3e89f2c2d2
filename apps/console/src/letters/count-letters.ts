import type { DeadReason } from '@cdr/kafka';
import type { LetterIndex } from './letter-index.ts';

/** How often each text occurs, by its number in the index; there may be as many callers as letters. */
export type Counts = Uint32Array;

/** Letters by reason, and whose they are. */
export interface LetterCounts {
  reasons: Map<DeadReason, { letters: number; rules: Map<number, number>; timeline: number[] }>;
  /** Of bad records only: who sends something twice does not send bad data. */
  callers: Counts;
  providers: Counts;
}

/** Counts the letters written at or after `from`, epoch ms, in one pass over numbers. */
export function countLetters(
  index: Pick<LetterIndex, 'eachSince' | 'wordBound'>,
  from: number,
  intervalOf: (writtenAt: number) => number,
): LetterCounts {
  const bound = index.wordBound();
  const counts: LetterCounts = {
    reasons: new Map(),
    callers: new Uint32Array(bound),
    providers: new Uint32Array(bound),
  };
  index.eachSince(from, ({ reason, writtenAt, rules, caller, provider }) => {
    let found = counts.reasons.get(reason);
    if (found === undefined) {
      found = { letters: 0, rules: new Map(), timeline: [] };
      counts.reasons.set(reason, found);
    }
    found.letters += 1;
    found.rules.set(rules, (found.rules.get(rules) ?? 0) + 1);
    const interval = intervalOf(writtenAt);
    found.timeline[interval] = (found.timeline[interval] ?? 0) + 1;
    if (!isBad(reason)) return;
    counts.callers[caller]! += 1;
    counts.providers[provider]! += 1;
  });
  return counts;
}

/** Duplicates are dead letters, but no bad data: a producer sent something twice. */
export function isBad(reason: DeadReason): boolean {
  return reason !== 'duplicate';
}
