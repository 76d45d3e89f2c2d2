import { hash } from 'node:crypto';
import type { MemoryDatabase } from '@cdr/loader/memory';
import { type ProfileName, profiles } from './profile.ts';
import { type RunResult, simulate } from './simulate.ts';

/** What many runs of a profile came to. */
export interface Runs {
  profile: ProfileName;
  runs: number;
  bad: number;
  /** How many runs had a fault of each kind. */
  kinds: Record<string, number>;
  steps: number;
  records: number;
  seconds: number;
  /** The first bad one. */
  first: RunResult | null;
  /** Of all that happened, in its order; empty without a trace. */
  digest: string;
}

export interface ManyOptions {
  profile: ProfileName;
  runs: number;
  seed: number;
  all: boolean;
  until: string | null;
  trace: boolean;
  database: MemoryDatabase;
  scratchFolder: string;
}

/** Runs one seed after the other, until a run is bad unless all are asked for. */
export async function runMany(options: ManyOptions): Promise<Runs> {
  const { profile, runs, seed, all, until, trace: keepTrace, database, scratchFolder } = options;
  const began = performance.now();
  const sum: Runs = {
    profile,
    runs: 0,
    bad: 0,
    kinds: {},
    steps: 0,
    records: 0,
    seconds: 0,
    first: null,
    digest: '',
  };
  function goesOn(): boolean {
    if (until !== null) return !(until in sum.kinds);
    return all || sum.bad === 0;
  }

  while (sum.runs < runs && goesOn()) {
    const run = { profile: profiles[profile], seed: seed + sum.runs, database, scratchFolder, keepTrace };
    const result = await simulate(run);
    sum.runs += 1;
    sum.steps += result.steps;
    sum.records += result.records;
    if (keepTrace) sum.digest = hash('sha256', sum.digest + result.trace.join('\n'), 'hex');
    if (result.faults.length === 0) continue;
    sum.bad += 1;
    sum.first ??= result;
    for (const kind of new Set(result.faults.map((fault) => fault.kind)))
      sum.kinds[kind] = (sum.kinds[kind] ?? 0) + 1;
  }
  sum.seconds = Math.round(performance.now() - began) / 1_000;
  return sum;
}
