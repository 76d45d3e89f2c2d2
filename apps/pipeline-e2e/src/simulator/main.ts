import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createMemoryDatabase } from '@cdr/loader/memory';
import { profiles, type ProfileName } from './profile.ts';
import { simulate } from './simulate.ts';

// Runs the simulator by hand, or on a copy of the source: many runs of one profile, from a seed on, until one is bad.

const { values } = parseArgs({
  options: {
    profile: { type: 'string', default: 'chain' },
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
  },
});
const profile = profiles[values.profile as ProfileName];
const scratchFolder = mkdtempSync(join(tmpdir(), 'cdr-simulator-'));
const database = await createMemoryDatabase();
const began = performance.now();
const kinds: Record<string, number> = {};
let runs = 0;
let bad = 0;
let steps = 0;
let records = 0;
let first: unknown = null;
try {
  for (; runs < Number(values.runs) && (bad === 0 || values.all); runs += 1) {
    const seed = Number(values.seed) + runs;
    const result = await simulate({ profile, seed, database, scratchFolder, keepTrace: values.trace });
    steps += result.steps;
    records += result.records;
    if (result.faults.length === 0) continue;
    bad += 1;
    for (const kind of new Set(result.faults.map((fault) => fault.kind)))
      kinds[kind] = (kinds[kind] ?? 0) + 1;
    first ??= result;
  }
} finally {
  rmSync(scratchFolder, { recursive: true, force: true });
}
const seconds = (performance.now() - began) / 1_000;
process.stdout.write(
  `${JSON.stringify({ profile: values.profile, runs, bad, kinds, steps, records, seconds, first })}\n`,
);
process.exitCode = bad === 0 ? 0 : 1;
