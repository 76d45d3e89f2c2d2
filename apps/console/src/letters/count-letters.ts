import type { DeadReason } from '@cdr/kafka';
import type { LetterIndex } from './letter-index.ts';

/** How often each text occurs, by its number in the index. */
export type Counts = Map<number, number>;

/** Letters by reason, and whose they are. */
export interface LetterCounts {
  reasons: Map<DeadReason, { letters: number; rules: Counts; timeline: number[] }>;
  /** Of bad records only: who sends something twice does not send bad data. */
  callers: Counts;
  providers: Counts;
}

/** Counts the letters written at or after `from`, epoch ms, in one pass over numbers. */
export function countLetters(
  index: Pick<LetterIndex, 'eachSince'>,
  from: number,
  intervalOf: (writtenAt: number) => number,
): LetterCounts {
  const counts: LetterCounts = { reasons: new Map(), callers: new Map(), providers: new Map() };
  index.eachSince(from, ({ reason, writtenAt, rules, caller, provider }) => {
    let found = counts.reasons.get(reason);
    if (found === undefined) {
      found = { letters: 0, rules: new Map(), timeline: [] };
      counts.reasons.set(reason, found);
    }
    found.letters += 1;
    add(found.rules, rules);
    const interval = intervalOf(writtenAt);
    found.timeline[interval] = (found.timeline[interval] ?? 0) + 1;
    if (reason === 'duplicate') return;
    add(counts.callers, caller);
    add(counts.providers, provider);
  });
  return counts;
}

function add(counts: Counts, id: number): void {
  counts.set(id, (counts.get(id) ?? 0) + 1);
}
