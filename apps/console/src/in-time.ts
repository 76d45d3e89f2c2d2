import { OutsideError } from '@cdr/worker';

/**
 * The answer, or an error that says `problem` when it is not there in time. Whoever was asked is not told: the question
 * stays open, and what it ends with is nobody's any more.
 */
export async function inTime<T>(ms: number, answer: Promise<T>, problem: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(noAnswer(problem)), ms);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks a part, and not again while the last question to it is open: those to one that hangs would pile up. */
export function oneAtATime<T>(ms: number, ask: () => Promise<T>): () => Promise<T> {
  let openSince: number | null = null;
  return async () => {
    if (openSince !== null) throw noAnswer(`no answer since ${new Date(openSince).toISOString()}`);
    openSince = Date.now();
    const answer = ask().finally(() => (openSince = null));
    return inTime(ms, answer, `no answer within ${ms / 1000} s`);
  };
}

function noAnswer(problem: string): OutsideError {
  return new OutsideError(problem, 'NO_ANSWER', true);
}
