import type { Health } from '@cdr/telemetry';

/** A worker that looks healthy and does nothing. Its text says what does not move, and what to do. */
export class Stalled extends Error {
  override name = 'Stalled';
}

const askEveryMs = 1_000;

/**
 * Waits for the work to end, and asks meanwhile whether it still moves; once told to stop it has a deadline instead.
 * @throws Stalled when something has not moved for the set time, and what the work throws.
 */
export async function watchWork<T>(
  work: Promise<T>,
  health: Pick<Health, 'stall'>,
  stop: AbortSignal,
): Promise<T> {
  const stall = Promise.withResolvers<never>();
  function ask(): void {
    const why = health.stall();
    if (why !== null) stall.reject(new Stalled(why));
  }
  const timer = stop.aborted ? undefined : setInterval(ask, askEveryMs);
  function leaveOff(): void {
    clearInterval(timer);
  }
  if (!stop.aborted) ask();
  stop.addEventListener('abort', leaveOff, { once: true });
  try {
    return await Promise.race([work, stall.promise]);
  } finally {
    leaveOff();
    stop.removeEventListener('abort', leaveOff);
  }
}
