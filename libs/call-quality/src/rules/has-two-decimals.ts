import type { Rule } from '../rule.ts';

/** The column holds two places; a third would have to be rounded away, and nothing is altered on the way. */
export const hasTwoDecimals: Rule = {
  says: () => 'total_amount must have at most two decimals',
  brokenBy: ({ cents }) => (cents === null ? 'total_amount' : null),
};
