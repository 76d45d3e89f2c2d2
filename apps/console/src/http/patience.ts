import { inTime } from '../in-time.ts';
import { NotYetError } from './refusals.ts';

/** Waits for what requests ask of other parts, and not for ever. */
export type Patience = <T>(ask: () => Promise<T>, problem: string) => Promise<T>;

export interface PatienceLimits {
  /** How long one request waits, ms; the page gives up a few seconds later. */
  ms: number;
  /** How many questions may be without an answer that nobody waits for any more: those to a part that hangs would pile up. */
  mostLate: number;
}

export const usualPatience: PatienceLimits = { ms: 10_000, mostLate: 16 };

/** No question is late yet. */
export function createPatience({ ms, mostLate }: PatienceLimits): Patience {
  let late = 0;

  return async (ask, problem) => {
    if (late >= mostLate) throw new NotYetError(`${problem}: ${late} questions have no answer yet`);
    const answer = ask();
    let isAnswered = false;
    function answered(): void {
      isAnswered = true;
    }
    answer.then(answered, answered);
    try {
      return await inTime(ms, answer, `${problem} within ${ms / 1000} s: try again in a moment`);
    } finally {
      if (!isAnswered) {
        late += 1;
        const over = () => void (late -= 1);
        answer.then(over, over);
      }
    }
  };
}
