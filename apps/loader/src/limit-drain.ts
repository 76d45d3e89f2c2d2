import { WarehouseError } from '@cdr/warehouse';

/** Parts that fail what they are doing when they are closed. */
export interface Cuttable {
  close(): Promise<void> | void;
}

/** The watch over a drain. */
export interface DrainLimit {
  /** Aborts when the parts are cut, for what asks none of them; with an error that passes by itself, as theirs do. */
  cut: AbortSignal;
  close(): void;
}

/**
 * Cuts these parts when they still work `ms` after the stop: a load that takes longer than the drain is given up, which
 * loses nothing, and the worker ends in order. Closing ends the watch.
 */
export function limitDrain(
  stop: AbortSignal,
  ms: number,
  parts: readonly Cuttable[],
  tell: () => void,
): DrainLimit {
  const cut = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  function begin(): void {
    timer = setTimeout(() => {
      tell();
      cut.abort(new WarehouseError('the load is given up: the worker ends', 'GIVEN_UP', true));
      for (const part of parts) void part.close();
    }, ms);
  }
  stop.addEventListener('abort', begin, { once: true });
  return {
    cut: cut.signal,
    close(): void {
      stop.removeEventListener('abort', begin);
      clearTimeout(timer);
    },
  };
}
