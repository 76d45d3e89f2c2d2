/** At most one load at a time, beside the filling of the next window. */
export interface LoadLane<R> {
  readonly busy: boolean;
  /** The load has ended, well or not; `finish` tells how. */
  readonly ended: boolean;
  /** Resolves when the running load ends, well or not; null while none runs. */
  readonly end: Promise<void> | null;
  start(load: Promise<R>): void;
  /** What the running load came to, once; waits for it; null when there is none. @throws what the load threw */
  finish(): Promise<R | null>;
  /** Waits for the running load, however it ends. */
  settle(): Promise<void>;
}

/** An empty lane. */
export function createLoadLane<R>(): LoadLane<R> {
  let running: Promise<R> | null = null;
  let ended = false;
  let end: Promise<void> | null = null;

  function start(load: Promise<R>): void {
    running = load;
    ended = false;
    function mark(): void {
      ended = true;
    }
    end = load.then(mark, mark);
  }

  async function finish(): Promise<R | null> {
    const load = running;
    await ending(load);
    running = null;
    ended = false;
    end = null;
    return load;
  }

  async function settle(): Promise<void> {
    await ending(running);
  }

  return {
    get busy() {
      return running !== null;
    },
    get ended() {
      return ended;
    },
    get end() {
      return end;
    },
    start,
    finish,
    settle,
  };
}

async function ending(load: Promise<unknown> | null): Promise<void> {
  await load?.catch(() => undefined);
}
