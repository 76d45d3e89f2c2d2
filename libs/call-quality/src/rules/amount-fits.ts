import { printAmount } from '@cdr/call-record';
import type { Rule } from '../rule.ts';

/** A larger amount does not fit into the column. */
export const amountFits: Rule = {
  says: ({ maxAmountCents }) => `total_amount must be at most ${printAmount(maxAmountCents)}`,
  brokenBy: ({ cents }, { maxAmountCents }) =>
    cents === null || cents <= maxAmountCents ? null : 'total_amount',
};
