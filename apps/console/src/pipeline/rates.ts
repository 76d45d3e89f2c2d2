import type { OffsetRange } from '@cdr/kafka';
import { type KafkaLook, type Look, valueOf } from './look.ts';

/** How many of something there were so far, at a moment. */
export interface Count {
  at: number;
  total: number;
}

/** How many a second between the last count and the one at most `spanMs` before it; null with less than two. */
export function perSecond(counts: readonly Count[], spanMs: number): number | null {
  const last = counts.at(-1);
  if (last === undefined) return null;
  const first = counts.find(({ at }) => at >= last.at - spanMs);
  if (first === undefined || first.at === last.at) return null;
  // A topic that was created anew counts from 0.
  return Math.max(0, last.total - first.total) / ((last.at - first.at) / 1000);
}

/** Records that a topic has had. */
export function recordsOf(looks: readonly Look[], topic: 'raw' | 'clean' | 'dlq'): Count[] {
  return looks.flatMap(({ at, kafka }) => {
    const seen: KafkaLook | undefined = valueOf(kafka);
    return seen === undefined ? [] : [{ at, total: endsOf(seen[topic]) }];
  });
}

/** Clean records that the loaders have brought to the table, or found there. */
export function loadedOf(looks: readonly Look[]): Count[] {
  return looks.flatMap(({ at, warehouse }) => {
    const through = valueOf(warehouse)?.loadedThrough;
    return through === undefined ? [] : [{ at, total: [...through.values()].reduce((sum, n) => sum + n, 0) }];
  });
}

function endsOf(ranges: readonly OffsetRange[]): number {
  return ranges.reduce((sum, { end }) => sum + end, 0);
}
