export interface UntilOptions {
  /** What is waited for, for the error; the condition's own text without it. */
  what?: string;
  withinMs?: number;
  /** Ms from one look to the next; 0 looks at each turn of the event loop. */
  everyMs?: number;
}

/**
 * For parts in memory, in unit tests: no state that lasts a turn of the event loop is missed, and the deadline comes
 * before the 5 s that Jest gives such a test, so that the error says what was waited for.
 */
export const eachTurn: UntilOptions = { everyMs: 0, withinMs: 4_000 };

/**
 * Resolves, with what the condition gave, once that is true (not null, not undefined, not false).
 * @throws when it does not come true in time, or what the condition throws
 */
export async function until<T>(
  holds: () => T | Promise<T>,
  { what = holds.toString(), withinMs = 30_000, everyMs = 20 }: UntilOptions = {},
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + withinMs;
  const tooLate = new Error(`not within ${withinMs / 1000} s: ${what}`);
  const late = Promise.withResolvers<never>();
  late.promise.catch(() => undefined);
  // A condition may itself hang.
  const timer = setTimeout(() => late.reject(tooLate), withinMs);
  try {
    for (;;) {
      const found = await Promise.race([holds(), late.promise]);
      if (found !== false && found !== null && found !== undefined)
        return found as Exclude<T, false | null | undefined>;
      if (Date.now() > deadline) throw tooLate;
      await new Promise((resolve) => (everyMs === 0 ? setImmediate(resolve) : setTimeout(resolve, everyMs)));
    }
  } finally {
    clearTimeout(timer);
  }
}
