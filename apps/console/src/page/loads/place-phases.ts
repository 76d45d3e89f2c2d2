import type { BatchRow } from '../../api.ts';

/** A part of a bar of length 100. */
export interface PhasePart {
  from: number;
  length: number;
}

/** Phases one behind the other. Clocks that differ may make one negative: then it is nothing. */
export function placePhases(phases: BatchRow['phases']): PhasePart[] {
  const lengths = phases.map(({ ms }) => Math.max(0, ms));
  const all = lengths.reduce((sum, ms) => sum + ms, 0);
  let from = 0;
  return lengths.map((ms) => {
    const length = all === 0 ? 0 : (ms / all) * 100;
    from += length;
    return { from: from - length, length };
  });
}
