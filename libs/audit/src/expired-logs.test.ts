import { expect, test } from '@jest/globals';
import { auditPipeline } from './audit-pipeline.ts';
import { startLoader } from './testing/loader.ts';
import { memoryParts } from './testing/memory-parts.ts';
import { takeOver, timeOf } from './testing/validator.ts';
import { decide, type Fate } from './testing/verdicts.ts';
import { append, emptyWorld, expire, rawOffsetOf, rawValue, type World } from './testing/world.ts';

/** One partition that goes through these raw records; each call does a part of the work. */
function partitionOf(fates: Fate[]) {
  const world = emptyWorld(1);
  const verdicts = decide(fates, 0);
  let loaders = 0;
  function produce(count = fates.length): void {
    const raw = world.logs.raw[0]!;
    for (let n = 0; n < count; n += 1)
      append(raw, {
        timestamp: timeOf(raw.end),
        key: null,
        value: rawValue(verdicts[raw.end]!.call),
        headers: {},
      });
  }
  function judge(): void {
    const session = takeOver(world, 0, verdicts, () => true);
    while (session.step());
  }
  /** Loads all of clean, at most so many messages at once. */
  function load(most = 100): void {
    const loader = startLoader(world, [verdicts], `b${loaders++}`, most);
    while (world.positions[0]!.nextOffset < world.logs.clean[0]!.end) loader.step();
  }
  /** Writes the messages of clean from an offset on once more. */
  function replay(from: number): void {
    for (const record of world.logs.clean[0]!.records.slice(from)) append(world.logs.clean[0]!, record);
  }
  return { world, produce, judge, load, replay };
}

async function findingsOf(world: World, meanwhile?: () => void) {
  const { problems, partitions } = await auditPipeline(memoryParts(world, meanwhile));
  const [{ audit, lonelyLetters }] = partitions as [(typeof partitions)[number]];
  return { says: problems.map(({ says }) => says), audit, lonelyLetters };
}

test('a replay counts as one though the record that it repeats has expired', async () => {
  const { world, produce, judge, load, replay } = partitionOf(['clean', 'clean', 'clean', 'clean']);
  produce(2);
  judge();
  load();
  replay(1);
  produce(2);
  judge();
  expire(world.logs.clean[0]!, 2);
  expect((await findingsOf(world)).audit.clean).toMatchObject({ records: 2, waiting: 2 });
  load();
  const { says, audit } = await findingsOf(world);
  expect(says).toEqual([]);
  expect(audit.clean).toMatchObject({ records: 2, loaded: 2 });
});

test('so does a replay of what the loader passed over without a batch', async () => {
  const { world, produce, judge, load, replay } = partitionOf(['clean', 'unloadable', 'clean']);
  produce(2);
  judge();
  load(1);
  replay(1);
  produce(1);
  judge();
  load();
  expire(world.logs.clean[0]!, 2);
  expect((await findingsOf(world)).says).toEqual([]);
});

test('what is neither in clean nor in dlq is only not judged where those have lost their starts', async () => {
  const { world, produce, judge, load } = partitionOf([
    'dead',
    'unloadable',
    'clean',
    'dead',
    'clean',
    'dead',
  ]);
  produce();
  judge();
  load(1);
  expire(world.logs.clean[0]!, 1);
  expire(world.logs.dlq[0]!, 1);
  const { says, audit } = await findingsOf(world);
  expect(says).toEqual([]);
  expect(audit.raw).toEqual({
    records: 6,
    clean: 2,
    dead: 2,
    deadByReason: { quality: 2 },
    open: 0,
    unjudged: 2,
  });

  world.logs.dlq[0]!.records = world.logs.dlq[0]!.records.slice(0, 1); // and the last letter is gone
  expect((await findingsOf(world)).says).toEqual([
    'telecom-data.raw/0 offset 5 is neither in clean nor in the dead letters',
  ]);
});

const dayMs = 24 * 3_600_000;
/** Of a quiet pipeline: the first record came before anything that dlq still keeps, the others today. */
function ageFirst({ logs }: World): void {
  for (const record of logs.raw[0]!.records)
    record.timestamp = Date.now() - (record.offset === 0 ? 40 : 0.1) * dayMs;
}

test('what was passed over today is told, though the only letter expired long ago', async () => {
  const { world, produce, judge, load } = partitionOf(['dead', 'clean', 'dead', 'unloadable', 'clean']);
  produce();
  ageFirst(world);
  judge();
  load(1);
  const dlq = world.logs.dlq[0]!;
  expire(dlq, 1);
  dlq.records = [];
  const { says, audit } = await findingsOf(world);
  expect(says).toEqual([
    expect.stringMatching(
      /^telecom-data\.clean\/0 offset 1 is behind telecom\.loaded_through, but in no range/,
    ),
    'telecom-data.raw/0 offset 2 is neither in clean nor in the dead letters',
    expect.stringMatching(/^telecom-data\.raw\/0 offset 3 is in clean behind telecom\.loaded_through, but/),
  ]);
  expect(audit.raw.unjudged).toBe(1);
});

test('what was passed over today is told, though clean has lost all', async () => {
  const { world, produce, judge, load } = partitionOf(['clean', 'clean', 'clean']);
  produce();
  ageFirst(world);
  judge();
  load();
  const clean = world.logs.clean[0]!;
  expire(clean, clean.end);
  world.positions[0]!.rawHighWater = 0;
  world.ranges = [];
  world.batches = [];
  world.rows = [];
  const { says, audit } = await findingsOf(world);
  expect(says).toEqual(['telecom-data.raw/0 offsets 1 to 2 are neither in clean nor in the dead letters']);
  expect(audit.raw.unjudged).toBe(1);
});

test('nothing is judged by a retention that is not known', async () => {
  const { world, produce, judge } = partitionOf(['dead', 'dead']);
  produce();
  judge();
  expire(world.logs.dlq[0]!, 2);
  world.keptMs = Number.NaN;
  const { says, audit } = await findingsOf(world);
  expect(says).toEqual([]);
  expect(audit.raw.unjudged).toBe(2);
});

test('a clean record without row or letter is only not judged where letters of its time have expired', async () => {
  const { world, produce, judge, load } = partitionOf(['clean', 'unloadable', 'conflict', 'clean', 'dead']);
  produce(3);
  judge();
  load(1);
  produce(2);
  judge();
  load();
  expire(world.logs.dlq[0]!, 2);
  const { says, audit } = await findingsOf(world);
  expect(says).toEqual([]);
  expect(audit.clean).toMatchObject({ records: 4, loaded: 2, refused: 0, unjudged: 2 });

  expire(world.logs.dlq[0]!, 0);
  world.logs.dlq[0]!.start = 0; // as if nothing had expired: then the letters are lost
  const [gap, lost] = (await findingsOf(world)).says;
  expect(gap).toBe(
    'telecom-data.clean/0 offset 1 is behind telecom.loaded_through, but in no range of telecom.load_range and in no ' +
      'letter of the loader (raw offset 1)',
  );
  expect(lost).toMatch(
    /^telecom-data\.raw\/0 offsets 1 to 2 are in clean behind telecom\.loaded_through, but/,
  );
});

test('records that expired before they were judged are named', async () => {
  const { world, produce, judge } = partitionOf(['clean', 'dead', 'clean', 'clean', 'clean']);
  produce(2);
  judge();
  produce(3);
  expire(world.logs.raw[0]!, 4);
  expect((await findingsOf(world)).says).toEqual([
    'telecom-data.raw/0 offsets 2 to 3 expired before they were judged',
  ]);
});

test('records that expired before they were loaded are named', async () => {
  const { world, produce, judge, load } = partitionOf(['clean', 'clean', 'clean', 'clean', 'clean']);
  produce(2);
  judge();
  load();
  produce(3);
  judge();
  expire(world.logs.clean[0]!, 4);
  expect((await findingsOf(world)).says).toEqual([
    'telecom-data.clean/0 offsets 2 to 3 expired before they were loaded',
  ]);
});

test('rows whose clean record expires while it is audited are no strays', async () => {
  const { world, produce, judge, load } = partitionOf(['clean', 'clean', 'clean', 'clean']);
  produce(2);
  judge();
  load();
  produce(2);
  judge();
  load();
  let answers = 0;
  const { says, audit } = await findingsOf(world, () => {
    answers += 1;
    // Rows and ends are noted by then, and clean is not read yet.
    if (answers === 6) expire(world.logs.clean[0]!, 1);
  });
  expect(says).toEqual([]);
  expect(audit.clean).toMatchObject({ records: 2, loaded: 2 });
});

test('batches whose clean records expire while they are audited have not been altered', async () => {
  const { world, produce, judge, load } = partitionOf(Array.from({ length: 7 }, () => 'clean' as const));
  produce();
  judge();
  load(1);
  let answers = 0;
  const { says } = await findingsOf(world, () => {
    answers += 1;
    if (answers === 6) expire(world.logs.clean[0]!, 6);
  });
  expect(says).toEqual([]);
});

test('a letter whose original has expired from clean is not listed because another original is amiss', async () => {
  const { world, produce, judge, load } = partitionOf(['clean', 'duplicate', 'clean', 'clean', 'duplicate']);
  produce();
  judge();
  load(1);
  const clean = world.logs.clean[0]!;
  expire(clean, 1);
  clean.records = clean.records.filter((record) => rawOffsetOf(record) !== 3);
  expect((await findingsOf(world)).lonelyLetters).toEqual([
    { partition: 0, offset: 4, stage: 'validate', original: 3 },
  ]);
});

test('a letter whose original is not in clean is listed, and breaks nothing', async () => {
  const { world, produce, judge, load } = partitionOf(['clean', 'duplicate', 'duplicate', 'clean']);
  produce();
  judge();
  const clean = world.logs.clean[0]!;
  clean.records = clean.records.slice(1);
  world.logs.raw[0]!.records = world.logs.raw[0]!.records.slice(1);
  load();
  const { says, lonelyLetters } = await findingsOf(world);
  expect(says).toEqual([]);
  expect(lonelyLetters).toEqual([
    { partition: 0, offset: 1, stage: 'validate', original: 0 },
    { partition: 0, offset: 2, stage: 'validate', original: 0 },
  ]);
});

test('a record whose letter has expired is not taken for one that was loaded already when its call came again', async () => {
  const { world, produce, judge, load } = partitionOf(['unloadable', 'clean', 'redriven']);
  produce();
  judge();
  load(2);
  load();
  const dlq = world.logs.dlq[0]!;
  expire(dlq, 1);
  dlq.records = [];
  const { says, audit } = await findingsOf(world);
  expect(says.filter((one) => one.startsWith('batch '))).toEqual([]);
  expect(audit.clean).toMatchObject({ records: 3, loaded: 2, alreadyLoaded: 1 });
});

test('conflicts whose call is not in the table break the promise, and are listed', async () => {
  const { world, produce, judge, load } = partitionOf(['clean', 'conflict', 'conflict', 'clean']);
  produce();
  judge();
  load();
  expect((await findingsOf(world)).says).toEqual([]);
  world.rows = world.rows.filter(({ rawOffset }) => rawOffset !== 0);
  const { says, lonelyLetters } = await findingsOf(world);
  expect(says).toContainEqual(
    expect.stringMatching(
      /^telecom-data.raw\/0 offsets 1 to 2 are dead, .* telecom.telecom_data has no row of it$/,
    ),
  );
  expect(lonelyLetters).toEqual(
    [1, 2].map((offset) => ({ partition: 0, offset, stage: 'load', original: null })),
  );
});
