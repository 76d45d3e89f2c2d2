import type { Rule } from '../rule.ts';

/** Compares instants, not wall time: across an autumn change the clock may read less at the end. */
export const endsAfterStart: Rule = {
  says: () => 'end_datetime must be later than start_datetime',
  brokenBy: ({ start, end }) => (start === null || end === null || end > start ? null : 'end_datetime'),
};
