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
  /** Ms; the bound doubles with each session in a row that got nothing done. */
  delays?: Delays;
  random?: () => number;
}

/** Five seconds at most: an outage's end is noticed soon. */
const usualDelays: Delays = { baseMs: 200, capMs: 5_000 };

/**
 * Runs a long session and begins it anew, for ever, when it returns or fails in a way that passes by itself. The session
 * calls `works` whenever it got something done: that ends the trouble told before and the growing delays. One that got
 * something done and returns is begun anew at once. Resolves when the signal has aborted and the session is over.
 * @throws what the session threw when `troubleOf` gives null, even while it ends: a bug or a Stop is never swallowed
 */
export async function keepRunning(
  session: (works: () => void) => Promise<unknown>,
  { troubleOf, cures, signal, onRetry, delays = usualDelays, random = Math.random }: KeepOptions,
): Promise<void> {
  const attempts = {};
  let failing: Trouble | null = null;
  let inVain = 0;
  let gotDone = false;

  function over(outcome: 'works' | 'given up'): void {
    failing?.over(attempts, outcome);
    failing = null;
  }

  function works(): void {
    over('works');
    for (const trouble of cures) trouble.works();
    inVain = 0;
    gotDone = true;
  }

  async function wait(): Promise<void> {
    await pause(nextDelay(inVain, delays, random), signal);
    inVain += 1;
  }

  while (!signal.aborted) {
    gotDone = false;
    try {
      await session(works);
      // Another worker may hold the same partitions and end each session at its begin: not to be met by a spin.
      if (!gotDone) await wait();
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
      await wait();
      if (!signal.aborted) onRetry?.(error);
    }
  }
  over('given up');
}
