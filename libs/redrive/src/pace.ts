/** How fast records may be sent. */
export interface Pace {
  /** How many may go in one send. */
  atOnce: number;
  /** How long to wait, in ms, before more than the `sent` ones may go. */
  waitFor(sent: number): number;
}

// Kafka takes more in one send than anybody wants in a second; what is in flight may be sent twice after a crash.
const mostAtOnce = 300;
const sendsPerSecond = 10;

/** A steady rate per second, Infinity for no limit; `now` is in ms. */
export function createPace(rate: number, now: () => number): Pace {
  const began = now();
  return {
    atOnce: Math.max(1, Math.min(mostAtOnce, Math.floor(rate / sendsPerSecond))),
    waitFor: (sent) => Math.max(0, began + (sent / rate) * 1_000 - now()),
  };
}
