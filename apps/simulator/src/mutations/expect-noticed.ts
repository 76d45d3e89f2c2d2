import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runSimulator } from '../run-simulator.ts';
import { copySource, type SourceCopy } from './copy-of-source.ts';
import type { Mutation } from './mutation.ts';

// The rarest are found in some two hundred runs.
const mostRuns = 600;
const withinMs = 5 * 60_000;

/** Takes each guard away, alone, from a copy of the source: the simulator must show what that leads to. */
export function expectNoticed(guards: readonly Mutation[]): void {
  let source: SourceCopy;
  beforeAll(() => {
    source = copySource();
  });
  afterAll(() => source.remove());

  test.each(guards.map((mutation) => [mutation.guard, mutation] as const))(
    'something goes wrong unless %s',
    async (_, { edits, profile, shows, seed = 1 }) => {
      source.apply(edits);
      const { kinds } = await runSimulator(source.folder, {
        profile,
        runs: mostRuns,
        seed,
        until: shows,
        withinMs,
      });
      expect(Object.keys(kinds)).toContain(shows);
    },
    withinMs + 10_000,
  );
}
