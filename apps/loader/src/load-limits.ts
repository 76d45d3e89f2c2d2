import { WarehouseError } from '@cdr/warehouse';
import type { Cut, Limits } from './batch-window.ts';

/** What closes a batch as things stand: less than what is set, when the warehouse could not take so much at once. */
export interface LoadLimits extends Limits {
  /** A batch was loaded. One that was full shows that a little more may be tried. */
  worked(cut: Cut): void;
  /** A load failed. Rows and bytes are halved if it was too large to be done in time. */
  failed(error: unknown): void;
}

const statementTookTooLong = '57014';
/** Of what is set; a load that is too large then is too large for other reasons. */
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
    failed(error) {
      if (!(error instanceof WarehouseError) || error.code !== statementTookTooLong) return;
      share = Math.max(leastShare, share / 2);
      onShrunk({ rows: this.rows, bytes: this.bytes, ageMs: set.ageMs });
    },
  };
}
