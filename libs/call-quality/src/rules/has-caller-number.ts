import type { Rule } from '../rule.ts';

/** The original job's rule: `+1` and ten digits unless the settings say otherwise. */
export const hasCallerNumber: Rule = {
  says: ({ callerPattern }) => `caller_id must match ${callerPattern.source}`,
  brokenBy: ({ call }, { callerPattern }) => (callerPattern.test(call.caller_id) ? null : 'caller_id'),
};
