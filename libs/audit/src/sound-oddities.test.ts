import { expect, test } from '@jest/globals';
import { auditPipeline } from './audit-pipeline.ts';
import { memoryParts } from './testing/memory-parts.ts';
import {
  append,
  cleanValue,
  emptyWorld,
  letterOf,
  loadedAt,
  makeCall,
  rawValue,
  rowOf,
  type World,
} from './testing/world.ts';

// What looks odd and is sound: nothing is lost or doubled, and the audit must not say so.

const ingestedAt = 1_684_000_000_000;
const now = Date.now();

/** A world of which this many partitions have one raw record each, and more. */
function worldOf(calls: ReturnType<typeof makeCall>[][]): World {
  const world = emptyWorld(calls.length);
  for (const [partition, ofPartition] of calls.entries())
    for (const [rawOffset, call] of ofPartition.entries()) {
      append(world.logs.raw[partition]!, {
        timestamp: ingestedAt,
        key: null,
        value: rawValue(call),
        headers: {},
      });
      const value = cleanValue(partition, rawOffset, call, ingestedAt);
      append(world.logs.clean[partition]!, { timestamp: ingestedAt, key: null, value, headers: {} });
    }
  return world;
}

function refuse(world: World, partition: number, rawOffset: number, reason: 'load' | 'conflict'): void {
  const original = world.logs.raw[partition]!.records[rawOffset]!;
  const said = { stage: 'load', reason, ...(reason === 'conflict' && { duplicateOf: 0 }) } as const;
  append(world.logs.dlq[partition]!, letterOf(world.topics.raw, partition, original, said, now));
}

/** A loader refuses a record for a conflict and is killed; the warehouse of the next one does not take the record at all. */
function refuseTwice(world: World, partition: number, rawOffset: number): void {
  refuse(world, partition, rawOffset, 'conflict');
  refuse(world, partition, rawOffset, 'load');
}

/** Everything of a partition is loaded by one batch. */
function load(world: World, partition: number, figures: Partial<World['batches'][number]>): void {
  const { records, end } = world.logs.clean[partition]!;
  const batchId = `b${partition}`;
  const rows = records.length;
  const batch = {
    batchId,
    staged: rows,
    loaded: 0,
    alreadyLoaded: 0,
    conflicts: 0,
    unloadable: 0,
    files: 1,
    bytes: 9,
  };
  world.batches.push({ ...batch, committedAt: loadedAt, ...figures });
  world.ranges.push({ batchId, partition, first: 0, next: end, rows, firstRaw: 0, lastRaw: rows - 1 });
  world.positions[partition] = { partition, nextOffset: end, rawHighWater: rows - 1 };
  for (const [name, bytes] of Object.entries({ 'part-00000.parquet': 9, 'manifest.json': 1, _SUCCESS: 0 }))
    world.objects.push({ key: `telecom_data/batch_id=${batchId}/${name}`, bytes, modifiedAt: now });
}

async function problemsOf(world: World): Promise<string[]> {
  return (await auditPipeline(memoryParts(world))).problems.map(({ says }) => says);
}

test('a record with a letter of a conflict, whose call another loader then brought into the table as it says', async () => {
  const call = makeCall(1);
  const other = makeCall(1, 5);
  const world = worldOf([[call, other], [other]]);
  // The first loader refused the second record, because of the first in the same batch. Then the second loader was quicker.
  refuse(world, 0, 1, 'conflict');
  world.rows.push(rowOf('b1', { partition: 1, rawOffset: 0, ingestedAt, call: other }));
  load(world, 1, { loaded: 1 });
  refuse(world, 0, 0, 'conflict');
  load(world, 0, { conflicts: 1, alreadyLoaded: 1 });
  expect(await problemsOf(world)).toEqual([]);
});

test('a row whose record has a letter of a conflict, from a loader that held both partitions and was killed before its commit', async () => {
  const call = makeCall(1);
  const other = makeCall(1, 5);
  const world = worldOf([[other], [call]]);
  refuse(world, 1, 0, 'conflict');
  world.rows.push(rowOf('b1', { partition: 1, rawOffset: 0, ingestedAt, call }));
  load(world, 1, { loaded: 1 });
  refuse(world, 0, 0, 'conflict');
  load(world, 0, { conflicts: 1 });
  const { problems, partitions } = await auditPipeline(memoryParts(world));
  expect(problems).toEqual([]);
  expect(partitions.map(({ audit: { clean } }) => [clean.loaded, clean.refused])).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

test('a record with a letter that says it cannot be loaded, which a later version of the loader has loaded', async () => {
  const call = makeCall(1);
  const world = worldOf([[call, makeCall(2)]]);
  refuse(world, 0, 0, 'load');
  for (const rawOffset of [0, 1])
    world.rows.push(rowOf('b0', { partition: 0, rawOffset, ingestedAt, call: makeCall(rawOffset + 1) }));
  load(world, 0, { loaded: 2 });
  expect(await problemsOf(world)).toEqual([]);
});

test('such a record that a later version of the loader found to be loaded already', async () => {
  const call = makeCall(1);
  const world = worldOf([[call], [call]]);
  refuse(world, 0, 0, 'load');
  world.rows.push(rowOf('b1', { partition: 1, rawOffset: 0, ingestedAt, call }));
  load(world, 1, { loaded: 1 });
  load(world, 0, { alreadyLoaded: 1 });
  expect(await problemsOf(world)).toEqual([]);
});

test('a record with a letter of a conflict, which the next loader could not load', async () => {
  const call = makeCall(1);
  const world = worldOf([[call, makeCall(1, 5)]]);
  world.rows.push(rowOf('b0', { partition: 0, rawOffset: 0, ingestedAt, call }));
  refuseTwice(world, 0, 1);
  load(world, 0, { staged: 1, loaded: 1, unloadable: 1 });
  const { problems, partitions } = await auditPipeline(memoryParts(world));
  expect(problems).toEqual([]);
  // To whoever reads dlq, the first of the two counts.
  expect(partitions[0]!.audit.clean).toMatchObject({ refused: 1, refusedByReason: { conflict: 1 } });
});

test('such a record that a third loader found to be a conflict, as the first one did', async () => {
  const call = makeCall(1);
  const world = worldOf([[call, makeCall(1, 5)]]);
  world.rows.push(rowOf('b0', { partition: 0, rawOffset: 0, ingestedAt, call }));
  refuseTwice(world, 0, 1);
  load(world, 0, { loaded: 1, conflicts: 1 });
  expect(await problemsOf(world)).toEqual([]);
});

test('such a record in a window that held nothing else, and so went by without a batch', async () => {
  const call = makeCall(1);
  const world = worldOf([[makeCall(1, 5)], [call]]);
  world.rows.push(rowOf('b1', { partition: 1, rawOffset: 0, ingestedAt, call }));
  load(world, 1, { loaded: 1 });
  refuseTwice(world, 0, 0);
  world.positions[0] = { partition: 0, nextOffset: 1, rawHighWater: 0 };
  expect(await problemsOf(world)).toEqual([]);
});

test('such a record whose call came first by one that could not be loaded either', async () => {
  const world = worldOf([[makeCall(1), makeCall(1, 5)]]);
  refuse(world, 0, 1, 'conflict');
  refuse(world, 0, 0, 'load');
  refuse(world, 0, 1, 'load');
  world.positions[0] = { partition: 0, nextOffset: 2, rawHighWater: 1 };
  expect(await problemsOf(world)).toEqual([]);
});

test('but when the second of the two letters is gone, that is found', async () => {
  const call = makeCall(1);
  const inBatch = worldOf([[call, makeCall(1, 5)]]);
  inBatch.rows.push(rowOf('b0', { partition: 0, rawOffset: 0, ingestedAt, call }));
  refuse(inBatch, 0, 1, 'conflict');
  load(inBatch, 0, { staged: 1, loaded: 1, unloadable: 1 });
  expect(await problemsOf(inBatch)).toEqual([
    'batch b0 has 0 rows already loaded, 0 in conflict and 1 unloadable by the ledger, but 0, 1 and 0 by the table and ' +
      'the dead letters',
  ]);

  const alone = worldOf([[makeCall(1, 5)], [call]]);
  alone.rows.push(rowOf('b1', { partition: 1, rawOffset: 0, ingestedAt, call }));
  load(alone, 1, { loaded: 1 });
  refuse(alone, 0, 0, 'conflict');
  alone.positions[0] = { partition: 0, nextOffset: 1, rawHighWater: 0 };
  expect(await problemsOf(alone)).toEqual([expect.stringContaining('in no range of telecom.load_range')]);
});

test('letters for records that are in clean, written by the validator of another version', async () => {
  const world = worldOf([[makeCall(1)]]);
  const original = world.logs.raw[0]!.records[0]!;
  const said = { stage: 'validate', reason: 'quality' } as const;
  for (let times = 0; times < 2; times += 1)
    append(world.logs.dlq[0]!, letterOf(world.topics.raw, 0, original, said, now));
  world.rows.push(rowOf('b0', { partition: 0, rawOffset: 0, ingestedAt, call: makeCall(1) }));
  load(world, 0, { loaded: 1 });
  expect(await problemsOf(world)).toEqual([]);
});

test('a load that is under way: files and a letter of the loader are there, and nothing is committed', async () => {
  const world = worldOf([[makeCall(1), makeCall(1, 5)]]);
  refuse(world, 0, 1, 'conflict');
  world.objects.push({ key: 'telecom_data/batch_id=half/part-00000.parquet', bytes: 9, modifiedAt: now });
  const { problems, orphanedBatches, partitions } = await auditPipeline(memoryParts(world));
  expect(problems).toEqual([]);
  expect(orphanedBatches).toMatchObject([{ batchId: 'half' }]);
  expect(partitions[0]!.audit.clean).toMatchObject({ records: 2, waiting: 2, refused: 0 });
});

test('the group stands behind what clean tells, as after a commit that came late', async () => {
  const world = worldOf([[makeCall(1), makeCall(2)]]);
  world.committed[0] = 1;
  expect(await problemsOf(world)).toEqual([]);
});
