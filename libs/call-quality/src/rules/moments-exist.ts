import type { Rule } from '../rule.ts';

/** 30 February, 24:00:00, a leap second, or an hour that spring leaves out in the source's zone. */
export const momentsExist: Rule = {
  says: ({ timeZone }, field) => `${field} must be a moment that exists in SOURCE_TIME_ZONE (${timeZone})`,
  brokenBy: ({ start, end }) => (start === null ? 'start_datetime' : end === null ? 'end_datetime' : null),
};
