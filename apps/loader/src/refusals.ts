import type { Refused } from './send-letters.ts';

/** The records of a batch that are refused, each once. */
export interface Refusals {
  /** Adds some; resolves to those that were not refused before. */
  add(some: readonly Refused[]): Refused[];
  count(): number;
}

/** None yet. */
export function createRefusals(): Refusals {
  const places = new Set<string>();
  return {
    add(some) {
      const fresh = some.filter((one) => !places.has(placeOf(one)));
      for (const one of fresh) places.add(placeOf(one));
      return fresh;
    },
    count: () => places.size,
  };
}

function placeOf({ rawPartition, rawOffset }: Refused): string {
  return `${rawPartition}/${rawOffset}`;
}
