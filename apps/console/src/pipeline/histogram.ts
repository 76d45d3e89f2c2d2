import type { LatencyView } from '../api.ts';

/** A Prometheus histogram: how many were at or below each bound, in rising order, the last of them +Inf. */
export interface Histogram {
  buckets: { bound: number; count: number }[];
  sum: number;
}

/** What was measured between two scrapes; null when nothing was. A worker that was started anew counts from 0 again. */
export function between(before: Histogram | null, after: Histogram | null): Histogram | null {
  if (after === null || totalOf(after) === 0) return null;
  if (before === null || totalOf(before) > totalOf(after)) return after;
  if (totalOf(before) === totalOf(after)) return null;
  const counts = new Map(before.buckets.map(({ bound, count }) => [bound, count]));
  return {
    buckets: after.buckets.map(({ bound, count }) => ({ bound, count: count - (counts.get(bound) ?? 0) })),
    sum: after.sum - before.sum,
  };
}

/** Several workers' measurements as one; null when there are none. */
export function together(histograms: readonly Histogram[]): Histogram | null {
  const counts = new Map<number, number>();
  for (const { buckets } of histograms)
    for (const { bound, count } of buckets) counts.set(bound, (counts.get(bound) ?? 0) + count);
  if (histograms.length === 0) return null;
  return {
    buckets: [...counts].map(([bound, count]) => ({ bound, count })).sort((a, b) => a.bound - b.bound),
    sum: histograms.reduce((sum, one) => sum + one.sum, 0),
  };
}

/** Its figures, as exact as its buckets are. */
export function summarise(histogram: Histogram | null): LatencyView | null {
  if (histogram === null) return null;
  const count = totalOf(histogram);
  if (count === 0) return null;
  return {
    p50: quantile(histogram, 0.5),
    p95: quantile(histogram, 0.95),
    mean: histogram.sum / count,
    count,
  };
}

/** By straight lines within a bucket, as Prometheus does; what lies above the last finite bound is told as that bound. */
export function quantile({ buckets }: Histogram, share: number): number {
  const rank = share * (buckets.at(-1)?.count ?? 0);
  const n = buckets.findIndex(({ count }) => count >= rank);
  const { bound, count } = buckets[n]!;
  const below = buckets[n - 1] ?? { bound: 0, count: 0 };
  if (!Number.isFinite(bound)) return below.bound;
  return below.bound + ((bound - below.bound) * (rank - below.count)) / (count - below.count || 1);
}

function totalOf({ buckets }: Histogram): number {
  return buckets.at(-1)?.count ?? 0;
}
