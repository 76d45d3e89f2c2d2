import type { Rule } from '../rule.ts';

/** Measured by the record's own Kafka timestamp, so that a replay judges as the first time did. */
export const startsNotAhead: Rule = {
  says: ({ aheadToleranceMs, timeZone }) =>
    `start_datetime must not be more than ${aheadToleranceMs / 3_600_000} hours ahead of the time the record was received; ` +
    `check that the source writes in SOURCE_TIME_ZONE (${timeZone})`,
  brokenBy: ({ start, receivedAt }, { aheadToleranceMs }) =>
    start !== null && start > receivedAt + aheadToleranceMs ? 'start_datetime' : null,
};
