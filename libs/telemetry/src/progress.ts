import { findStall, isMove, sayStall, type Watched } from './stall.ts';

/** What moves in a worker, and what does not. */
export interface Progress {
  /** The worker's loop has turned once more; to be called when idle, too. */
  progress(): void;
  /** From now on `what` (for example `telecom-data.raw/3`) must move; the clock of what is watched already goes on. */
  watch(what: string): void;
  /** What is watched did something: a step was done, a send acknowledged. */
  moved(what: string): void;
  /** What is watched was heard of: a move, if it stands elsewhere than before or at its end. */
  stands(what: string, position: number, end: number): void;
  /** Nothing is awaited of it any more. */
  unwatch(what: string): void;
  /** A part failed and will be asked again: whoever waits, waits for it, and every clock begins anew. */
  retrying(): void;
  /**
   * What has not moved for the set time, in one sentence, or null. For the watchdog, which asks every second: time in
   * which nobody asked, this process slept, and it counts against nothing.
   */
  stall(): string | null;
}

/** The same, to be looked at by others than the watchdog. */
export interface ProgressWithLook extends Progress {
  look(): string | null;
}

// The process was stopped, or its machine slept, when the watchdog is so late.
const sleptAfterMs = 10_000;

/** Watches nothing but the worker at first; `now` is in ms since the epoch. */
export function createProgress(options: { stallAfterMs: number; now: () => number }): ProgressWithLook {
  const { stallAfterMs, now } = options;
  const worker: Watched = { what: 'this worker', at: null, movedAt: now() };
  const watched = new Map<string, Watched>();
  let askedAt: number | null = null;

  function beginAnew(): void {
    for (const one of [worker, ...watched.values()]) one.movedAt = now();
  }

  function move(one: Watched): void {
    one.movedAt = now();
    worker.movedAt = now();
  }

  function look(): string | null {
    // What has a name tells a person more than the worker as a whole.
    const found =
      findStall(watched.values(), now(), stallAfterMs) ?? findStall([worker], now(), stallAfterMs);
    return found === null ? null : sayStall(found, now(), stallAfterMs);
  }

  return {
    progress() {
      worker.movedAt = now();
    },
    watch(what) {
      if (!watched.has(what)) watched.set(what, { what, at: null, movedAt: now() });
    },
    moved(what) {
      const one = watched.get(what);
      if (one) move(one);
    },
    stands(what, position, end) {
      const one = watched.get(what);
      if (!one) return;
      if (isMove(one.at, { position, end })) move(one);
      one.at = { position, end };
    },
    unwatch(what) {
      watched.delete(what);
    },
    retrying: beginAnew,
    stall() {
      const sinceAsked = askedAt === null ? 0 : now() - askedAt;
      askedAt = now();
      const isSetBack = sinceAsked < 0;
      if (isSetBack || sinceAsked > sleptAfterMs) beginAnew();
      return look();
    },
    look,
  };
}
