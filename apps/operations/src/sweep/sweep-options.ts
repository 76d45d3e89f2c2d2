import { wholeNumber } from '@cdr/worker';

// A load takes minutes. What a day has not loaded was given up, and a day is what S3 must keep of loaded batches as well.
const leastHours = 24;

/** What may be typed behind `sweep`, with a value. */
export const sweepOptions = {
  olderThanHours: wholeNumber('--older-than-hours', {
    default: leastHours,
    min: leastHours,
    help: `Batches whose youngest object is as old; ${leastHours} without it, and never less.`,
  }),
  limit: wholeNumber('--limit', {
    default: 100,
    min: 1,
    help: 'So many batches at most, from the oldest on; 100 without it.',
  }),
};

/** What may be typed behind it without one. */
export const sweepSwitches = ['--remove'] as const;
