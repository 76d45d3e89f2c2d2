import { pause } from '@cdr/worker';
import { see } from './pipeline/look.ts';

/** The last answer that there was, and why the one after it failed. */
export interface Answered<T> {
  answer: { at: number; tookMs: number; value: T } | null;
  problem: string | null;
}

/** An answer that takes longer than a page may wait: it is asked for in the background, and shown with its age. */
export interface Background<T> {
  last(): Answered<T>;
  run(signal: AbortSignal): Promise<void>;
}

/** A question, and what was answered last. */
export interface Question<T> {
  last(): Answered<T>;
  /** Never throws: that there is no answer is told with the last one. */
  ask(): Promise<void>;
}

// A question that takes long is asked less often: the asking takes a tenth of the time at most.
const restFactor = 10;

/** A question that was not asked yet. */
export function createQuestion<T>(ask: () => Promise<T>): Question<T> {
  let last: Answered<T> = { answer: null, problem: null };
  return {
    last: () => last,
    async ask() {
      const at = Date.now();
      const seen = await see(ask);
      last =
        seen.kind === 'seen'
          ? { answer: { at, tookMs: Date.now() - at, value: seen.value }, problem: null }
          : { ...last, problem: seen.why };
    },
  };
}

/** Asks questions one after the other, and all of them again each `everyMs`, or later when the answers take long. */
export async function askAgain(
  everyMs: number,
  questions: readonly Question<unknown>[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const began = Date.now();
    for (const question of questions) if (!signal.aborted) await question.ask();
    await pause(Math.max(everyMs, (Date.now() - began) * restFactor), signal);
  }
}

/** Asks again each `everyMs`, or later when an answer takes long. */
export function inBackground<T>(everyMs: number, ask: () => Promise<T>): Background<T> {
  const question = createQuestion(ask);
  return { last: question.last, run: (signal) => askAgain(everyMs, [question], signal) };
}
