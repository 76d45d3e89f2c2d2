import type { Trouble } from '@cdr/worker';

/** A trouble that ends by `works`, whoever failed. */
export interface Outage extends Trouble {
  /** Something works: attempts given up meanwhile no longer count as failing. */
  works(): void;
}

/**
 * Sessions end with the membership that carried them, and partitions change hands: an outage outlives them. What is given
 * up while it lasts counts as failing until something works, so that the outage is told once and its end is told too.
 */
export function createOutage(trouble: Trouble): Outage {
  const givenUp = new Set<object>();

  return {
    failed: (attempts, error) => trouble.failed(attempts, error),
    over(attempts, outcome) {
      if (outcome === 'given up') givenUp.add(attempts);
      else trouble.over(attempts, outcome);
    },
    works() {
      for (const attempts of givenUp) trouble.over(attempts, 'works');
      givenUp.clear();
    },
  };
}
