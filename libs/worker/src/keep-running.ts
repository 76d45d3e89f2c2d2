import { type Delays, nextDelay } from './backoff.ts';
import { pause } from './pause.ts';
import type { Trouble } from './trouble.ts';

/** How a session is kept running. */
export interface KeepOptions {
  /** The trouble to tell for an error that passes by itself; null for one that must end the worker. */
  troubleOf: (error: unknown) => Trouble | null;
  /** The troubles that end, also those that a session before gave up, when the session gets something done. */
  cures: readonly Trouble[];
  signal: AbortSignal;
  /** Called before each new session, for a metric. */
  onRetry?: (error: unknown) => void;
  /** Ms; the bound doubles with each failure in a row. */
  delays?: Delays;
  random?: () => number;
}

/** Five seconds at most: an outage's end is noticed soon. */
const usualDelays: Delays = { baseMs: 200, capMs: 5_000 };

/**
 * Runs a long session and begins it anew, for ever, when it returns or fails in a way that passes by itself. The session
 * calls `works` whenever it got something done: that ends the trouble told before and the growing delays. Resolves when
 * the signal has aborted and the session is over.
 * @throws what the session threw when `troubleOf` gives null, even while it ends: a bug or a Stop is never swallowed
 */
export async function keepRunning(
  session: (works: () => void) => Promise<unknown>,
  { troubleOf, cures, signal, onRetry, delays = usualDelays, random = Math.random }: KeepOptions,
): Promise<void> {
  const attempts = {};
  let failing: Trouble | null = null;
  let failures = 0;

  function over(outcome: 'works' | 'given up'): void {
    failing?.over(attempts, outcome);
    failing = null;
  }

  function works(): void {
    over('works');
    for (const trouble of cures) trouble.works();
    failures = 0;
  }

  while (!signal.aborted) {
    try {
      await session(works);
    } catch (error) {
      if (signal.aborted && error === signal.reason) break;
      const trouble = troubleOf(error);
      if (trouble === null) {
        over('given up');
        throw error;
      }
      if (signal.aborted) break;
      if (failing !== trouble) over('works'); // another part fails now, so this one answered
      failing = trouble;
      trouble.failed(attempts, error);
      await pause(nextDelay(failures, delays, random), signal);
      failures += 1;
      if (!signal.aborted) onRetry?.(error);
    }
  }
  over('given up');
}
