/** When the next message may go. */
export interface Pace {
  /** How long to wait, in ms, before one more than `sent` messages may go; 0 when it may go now. */
  waitFor(sent: number): number;
}

/** After an outage at most this much is made up for, so that Kafka's return is not met by a flood. */
const mostBehindMs = 1_000;
/** Waking up for each message would cost more than the messages: after a wait, several may be due. */
const leastWaitMs = 20;

/** A steady rate per second, Infinity for no limit: due times follow from the start, so late wake-ups do not add up. */
export function createPace(rate: number, now: () => number): Pace {
  const msPerMessage = 1000 / rate;
  let start = now();
  return {
    waitFor(sent) {
      const late = now() - (start + sent * msPerMessage);
      if (late > mostBehindMs) start += late - mostBehindMs;
      return late >= 0 ? 0 : Math.max(-late, leastWaitMs);
    },
  };
}
