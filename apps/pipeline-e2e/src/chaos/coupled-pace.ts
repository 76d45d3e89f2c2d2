import type { Pace } from '@cdr/generator';

const mostBehindMs = 1_000;
const leastWaitMs = 20;

/** A pace that may change with each message: `rate` is in messages a second. */
export function createCoupledPace(rate: () => number, now: () => number): Pace {
  let counted = 0;
  let due = now();
  return {
    waitFor(sent) {
      for (; counted < sent; counted += 1) due += 1_000 / rate();
      due = Math.max(due, now() - mostBehindMs);
      const early = due - now();
      return early <= 0 ? 0 : Math.max(early, leastWaitMs);
    },
  };
}
