/** A part that fails what it is asked when it is closed. */
export interface Cuttable {
  close(): Promise<void> | void;
}

/**
 * Cuts these parts at the stop. A console does nothing by them but read, so nothing in flight is worth waiting for: one that
 * hangs would hold up the end until nothing can end in order any more.
 */
export function cutAtStop(stop: AbortSignal, parts: readonly Cuttable[]): void {
  stop.addEventListener('abort', () => parts.forEach((part) => void part.close()), { once: true });
}

/** Aborts so many ms after the stop. */
export function laterThan(stop: AbortSignal, ms: number): AbortSignal {
  const later = new AbortController();
  // It holds nobody: what ends before is not waited for.
  stop.addEventListener('abort', () => setTimeout(() => later.abort(), ms).unref(), { once: true });
  return later.signal;
}

/** Resolves when the signal aborts. */
export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
