import { pause } from '@cdr/worker';
import { type Seen, see } from './pipeline/look.ts';

/** An answer that takes longer than a page may wait: it is asked for in the background, and shown with its age. */
export interface Background<T> {
  /** The last answer that there was, and why the one after it failed. */
  last(): { answer: { at: number; tookMs: number; value: T } | null; problem: string | null };
  run(signal: AbortSignal): Promise<void>;
}

// A question that takes long is asked less often: the asking takes a tenth of the time at most.
const restFactor = 10;

/** Asks again each `everyMs`, or later when an answer takes long. */
export function inBackground<T>(everyMs: number, ask: () => Promise<T>): Background<T> {
  let answer: { at: number; tookMs: number; value: T } | null = null;
  let problem: string | null = null;

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const began = Date.now();
      const seen: Seen<T> = await see(ask);
      const tookMs = Date.now() - began;
      if (seen.kind === 'seen') answer = { at: began, tookMs, value: seen.value };
      problem = seen.kind === 'seen' ? null : seen.why;
      await pause(Math.max(everyMs, tookMs * restFactor), signal);
    }
  }

  return { last: () => ({ answer, problem }), run };
}
