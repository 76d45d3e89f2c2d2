import type { Answer } from './ask.ts';

export interface PollParts<T> {
  look: () => Promise<Answer<T>>;
  /** Between an answer and the next request; null asks once. */
  everyMs: number | null;
  heard: (answer: Answer<T>) => void;
  /** Calls back after a while, and gives what calls that off. */
  wait?: (ms: number, then: () => void) => () => void;
}

/**
 * Asks again and again. The next request waits for the answer to the last, so a slow console is not asked twice at once.
 * Gives what stops it: from then on nothing is heard.
 */
export function startPoll<T>({ look, everyMs, heard, wait = byTimer }: PollParts<T>): () => void {
  let stopped = false;
  let callOff: () => void = () => undefined;

  async function turn(): Promise<void> {
    const answer = await look();
    if (stopped) return;
    heard(answer);
    if (everyMs !== null) callOff = wait(everyMs, () => void turn());
  }

  void turn();
  return () => {
    stopped = true;
    callOff();
  };
}

function byTimer(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}
