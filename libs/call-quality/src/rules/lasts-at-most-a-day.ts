import type { Rule } from '../rule.ts';

/** A longer call is one whose end was lost. */
export const lastsAtMostADay: Rule = {
  says: ({ maxDurationSeconds }) => `call_duration must be at most ${maxDurationSeconds} seconds`,
  brokenBy: ({ call }, { maxDurationSeconds }) =>
    call.call_duration <= maxDurationSeconds ? null : 'call_duration',
};
