import type { Rule } from '../rule.ts';

/** A call without length is none; so the original job says as well. */
export const hasPositiveDuration: Rule = {
  says: () => 'call_duration must be above 0 seconds',
  brokenBy: ({ call }) => (call.call_duration > 0 ? null : 'call_duration'),
};
