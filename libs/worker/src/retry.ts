import { type Delays, nextDelay } from './backoff.ts';
import { pause } from './pause.ts';
import type { Trouble } from './trouble.ts';

export interface RetryOptions {
  /** Tells errors that pass by themselves from those that need a person. */
  isRetriable: (error: unknown) => boolean;
  /** Ends the retrying; the call then throws the signal's reason. */
  signal: AbortSignal;
  /** Called before each repetition, for a metric. */
  onRetry?: (error: unknown) => void;
  delays?: Delays;
  random?: () => number;
}

/** Five seconds at most: an outage's end is noticed soon, and a part that struggles is not flooded. */
const usualDelays: Delays = { baseMs: 100, capMs: 5_000 };

/**
 * Repeats `attempt` until it works; the trouble is told once, not at each attempt.
 * @throws what `attempt` threw when that is not retriable, and the signal's reason when it aborts.
 */
export async function retryForever<T>(
  trouble: Trouble,
  attempt: () => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const { isRetriable, signal, onRetry, delays = usualDelays, random = Math.random } = options;
  const attempts = {};
  for (let count = 0; ; count += 1) {
    try {
      const result = await attempt();
      trouble.over(attempts, 'works');
      return result;
    } catch (error) {
      const passes = isRetriable(error);
      if (passes && !signal.aborted) {
        trouble.failed(attempts, error);
        await pause(nextDelay(count, delays, random), signal);
      }
      if (!passes || signal.aborted) {
        trouble.over(attempts, 'given up');
        throw passes ? signal.reason : error;
      }
      onRetry?.(error);
    }
  }
}
