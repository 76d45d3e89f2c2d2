import { agreesWithRate } from '@cdr/call-record';
import type { Rule } from '../rule.ts';

/** One cent of grace: sources round half a cent differently, and both are right. */
export const amountMatchesRate: Rule = {
  says: ({ centsPerMinute }) =>
    `total_amount must be call_duration at ${centsPerMinute} cents a minute, within 1 cent`,
  brokenBy: ({ call, cents }, { centsPerMinute }) =>
    cents === null || agreesWithRate(cents, call.call_duration, centsPerMinute) ? null : 'total_amount',
};
