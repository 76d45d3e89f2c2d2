/** Parts that fail what they are doing when they are closed. */
export interface Cuttable {
  close(): Promise<void> | void;
}

/**
 * Cuts these parts when they still work `ms` after the stop: a load that takes longer than the drain is given up, which
 * loses nothing, and the worker ends in order. Closing ends the watch.
 */
export function limitDrain(stop: AbortSignal, ms: number, parts: readonly Cuttable[], tell: () => void) {
  let timer: NodeJS.Timeout | undefined;
  function begin(): void {
    timer = setTimeout(() => {
      tell();
      for (const part of parts) void part.close();
    }, ms);
  }
  stop.addEventListener('abort', begin, { once: true });
  return {
    close(): void {
      stop.removeEventListener('abort', begin);
      clearTimeout(timer);
    },
  };
}
