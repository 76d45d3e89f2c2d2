import { expect, test } from '@jest/globals';
import { batchesOf, createMemoryBucket, ledgerOf } from '@cdr/audit/testing';
import { readOrphans } from './orphans.ts';

const now = 10_000_000;
const minuteMs = 60_000;

/** Batches of one part, by id, as old as this in minutes. */
function aged(ages: Record<string, number>) {
  const batches = Object.entries(ages).map(([id, age]) => [
    id,
    { 'part-00000.parquet': { body: 'PAR1', modifiedAt: now - age * minuteMs } },
  ]);
  return createMemoryBucket(batchesOf(Object.fromEntries(batches))).store;
}

test('what the ledger does not know is listed with its age, but not while it may be on its way into the table', async () => {
  const { at, batches } = await readOrphans(
    aged({ loaded: 20, young: 9.9, given: 20 }),
    ledgerOf('loaded'),
    now,
  );
  expect(batches).toEqual([{ batchId: 'given', files: 1, bytes: 4, ageSeconds: 1_200 }]);
  expect(at).toBe(now);
});

test('of many the oldest fifty are listed', async () => {
  const ages = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`b${n}`, 60 + n]));
  const { batches } = await readOrphans(aged({ ...ages, loaded: 99 }), ledgerOf('loaded'), now);
  expect(batches).toHaveLength(50);
  expect(batches[0]).toMatchObject({ batchId: 'b59' });
});
