/** What a call should cost, `centsPerMinute` being the rate: cents, rounded half up as a bill is. */
export function costInCents(seconds: number, centsPerMinute: number): number {
  return Math.floor((seconds * centsPerMinute * 2 + 60) / 120);
}

/**
 * Whether an amount is within one cent of the rate. Integers only: the exact cost of 150 s at 5 cents a minute is
 * 12.5 cents, which one source rounds to 13 and another to 12, and both are right.
 */
export function agreesWithRate(cents: number, seconds: number, centsPerMinute: number): boolean {
  return Math.abs(cents * 60 - seconds * centsPerMinute) <= 60;
}
