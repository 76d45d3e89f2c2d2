import type { OffsetRange } from '@cdr/kafka';

/** What is read of the pipeline from outside, by partition; each figure no older than those above it. */
export interface Figures {
  /** Offset of clean behind which every row is loaded; a partition without a row is missing. */
  loadedThrough: ReadonlyMap<number, number>;
  lastLoad: { rows: number; /** Epoch ms. */ committedAt: number } | null;
  /** Offset of raw behind which the validators have dealt with every record; null before the first. */
  validatedThrough: readonly (number | null)[];
  clean: readonly OffsetRange[];
  dlq: readonly OffsetRange[];
  raw: readonly OffsetRange[];
}

/** Where the pipeline stands, in records since the topics were made. */
export interface Standing {
  raw: number;
  validated: number;
  clean: number;
  dlq: number;
  loaded: number;
  lastLoad: Figures['lastLoad'];
  /** Every record of raw is validated, and every clean record is loaded. */
  settled: boolean;
}

/** Sums the figures up. Pure: since later stages were read first, `settled` holds for the moment raw was read. */
export function whereItStands({
  raw,
  clean,
  dlq,
  validatedThrough,
  loadedThrough,
  lastLoad,
}: Figures): Standing {
  // What expired counts as dealt with: nobody can any more.
  const validated = raw.map(({ start }, p) => Math.max(start, validatedThrough[p] ?? 0));
  const loaded = clean.map(({ start }, p) => Math.max(start, loadedThrough.get(p) ?? 0));
  return {
    raw: sum(raw.map(({ end }) => end)),
    validated: sum(validated),
    clean: sum(clean.map(({ end }) => end)),
    dlq: sum(dlq.map(({ end }) => end)),
    loaded: sum(loaded),
    lastLoad,
    settled:
      raw.every(({ end }, p) => validated[p]! >= end) && clean.every(({ end }, p) => loaded[p]! >= end),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
