import type { Rule } from '../rule.ts';

/** An earlier start is a clock that was never set. Same shape, so text compares as time does. */
export const startsAfter2000: Rule = {
  says: ({ earliestStart }) => `start_datetime must not be before ${earliestStart}`,
  brokenBy: ({ call, start }, { earliestStart }) =>
    start !== null && call.start_datetime < earliestStart ? 'start_datetime' : null,
};
