import type { BatchRow } from '../../api.ts';
import { duration } from '../show/format.ts';
import { placePhases } from './place-phases.ts';

/** How long each phase of a load took, as lengths and in words. */
export function PhaseBar({ phases }: { phases: BatchRow['phases'] }) {
  return (
    <div class="phases">
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        {placePhases(phases).map(({ from, length }, place) => (
          <rect key={place} class={`phase-${place % 4}`} x={from} width={length} height="1" />
        ))}
      </svg>
      <span>
        {phases.map(({ phase, ms }, place) => (
          <span key={phase}>
            {place > 0 && ', '}
            {phase} {duration(ms / 1_000)}
          </span>
        ))}
      </span>
    </div>
  );
}
