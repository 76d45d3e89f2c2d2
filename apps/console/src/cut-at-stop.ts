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
