import { OutsideError } from '@cdr/worker';

/** Lets so many do a thing at once; the others wait, and not for ever. */
export interface Turns {
  /** Resolves with what gives the turn back. @throws OutsideError when none came in time */
  take(): Promise<() => void>;
}

export interface TurnLimits {
  most: number;
  waitMs: number;
  /** Why there was no turn, for whoever asked. */
  problem: string;
}

/** All turns are free. */
export function createTurns({ most, waitMs, problem }: TurnLimits): Turns {
  let free = most;
  const waiting = new Set<() => void>();

  function giveBack(): void {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next();
  }

  function givenOnce(): () => void {
    let given = false;
    return () => {
      if (!given) giveBack();
      given = true;
    };
  }

  function waited(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(come);
        reject(new OutsideError(problem, 'BUSY', true));
      }, waitMs);
      function come(): void {
        clearTimeout(timer);
        waiting.delete(come);
        resolve();
      }
      waiting.add(come);
    });
  }

  return {
    async take() {
      if (free > 0) free -= 1;
      else await waited();
      return givenOnce();
    },
  };
}
