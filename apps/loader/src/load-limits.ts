import { WarehouseError } from '@cdr/warehouse';
import type { Cut, Limits } from './batch-window.ts';
import { refusedWhole } from './isolate-rows.ts';

/** What closes a batch as things stand: less than what is set, when the warehouse could not take so much at once. */
export interface LoadLimits extends Limits {
  /** A batch was loaded. One that was full shows that a little more may be tried. */
  worked(cut: Cut): void;
  /** A load of so much failed. If it was too much at once, the next ones are at most half as large. */
  failed(error: unknown, load: Pick<Limits, 'rows' | 'bytes'>): void;
}

// A statement that took too long; a batch that is refused, though each part of it is taken.
const tooMuch = new Set(['57014', refusedWhole]);
/** Of what is set; what is too slow with less is so for other reasons, and smaller batches would not help. */
const leastShare = 1 / 256;
/** A try that is too large costs a minute, so some fifteen full batches lie between a halving and the next. */
const growth = 1.05;

/** Limits that begin as set; `onShrunk` is called with those that hold after a halving. */
export function createLoadLimits(set: Limits, onShrunk: (now: Limits) => void): LoadLimits {
  let share = 1;
  return {
    ageMs: set.ageMs,
    get rows() {
      return Math.ceil(set.rows * share);
    },
    get bytes() {
      return Math.ceil(set.bytes * share);
    },
    worked(cut) {
      if (cut !== 'age') share = Math.min(1, share * growth);
    },
    failed(error, { rows, bytes }) {
      if (!(error instanceof WarehouseError) || !tooMuch.has(error.code)) return;
      // One that age has cut may be far below what closes a batch: to halve that would bring all of it again.
      const half = Math.min(share, Math.max(rows / set.rows, bytes / set.bytes)) / 2;
      if (half < leastShare) return;
      share = half;
      onShrunk({ rows: this.rows, bytes: this.bytes, ageMs: set.ageMs });
    },
  };
}
