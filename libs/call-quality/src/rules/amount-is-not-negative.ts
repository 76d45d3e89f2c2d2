import type { Rule } from '../rule.ts';

/** A call costs something or nothing; credits are no calls. */
export const amountIsNotNegative: Rule = {
  says: () => 'total_amount must not be negative',
  brokenBy: ({ cents }) => (cents !== null && cents < 0 ? 'total_amount' : null),
};
