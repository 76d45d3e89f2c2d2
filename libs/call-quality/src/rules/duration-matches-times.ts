import type { Rule } from '../rule.ts';

/** One second of grace: sources cut or round fractions of a second differently. */
export const durationMatchesTimes: Rule = {
  says: () => 'call_duration must be the time from start_datetime to end_datetime, within 1 second',
  brokenBy: ({ call, start, end }) =>
    start === null || end === null || Math.abs(end - start - call.call_duration * 1000) <= 1000
      ? null
      : 'call_duration',
};
