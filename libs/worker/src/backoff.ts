/** The bounds of waiting between attempts, in ms. */
export interface Delays {
  baseMs: number;
  capMs: number;
}

/** Keeps the bound a number in an outage of any length. */
const maxDoublings = 30;

/**
 * How long to wait, in ms, after failed attempt number `attempt` (0 is the first): anything up to a bound that doubles
 * with each attempt. Full jitter, so that workers that failed together do not come back together.
 */
export function nextDelay(attempt: number, { baseMs, capMs }: Delays, random: () => number): number {
  const bound = baseMs * 2 ** Math.min(attempt, maxDoublings);
  return Math.floor(random() * Math.min(capMs, bound));
}
