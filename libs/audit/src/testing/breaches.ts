import { callId, fingerprint } from '@cdr/call-record';
import { readDeadLetter } from '@cdr/kafka';
import { accepted, hasLetterOfLoader, type Place, type Plant } from './plant.ts';
import { cleanValue, lineageOf, makeCall, rawOffsetOf, rawValue, type World } from './world.ts';

/** A fault that shows in more than one way: `true` when it was planted. */
type Breach = (...asked: Parameters<Plant>) => true | null;

/** Faults of which an audit must find something. */
export const breaches: Record<string, Breach> = {
  'a letter of the loader is gone': (world, pick) => {
    const at = pick(lettersOf(world).filter(({ stage, isNeeded }) => stage === 'load' && isNeeded));
    if (at === undefined) return null;
    const dlq = world.logs.dlq[at.partition]!;
    dlq.records = dlq.records.filter((record) => readDeadLetter(record)!.rawOffset !== at.rawOffset);
    return true;
  },

  'a letter names another record': (world, pick) => {
    const at = pick(lettersOf(world).filter(({ isNeeded }) => isNeeded));
    if (at === undefined) return null;
    for (const record of world.logs.dlq[at.partition]!.records)
      if (readDeadLetter(record)!.rawOffset === at.rawOffset)
        record.headers['dlq.original.offset'] = Buffer.from(String(at.rawOffset + 1));
    return true;
  },

  'one of several letters for a record has other bytes': (world, pick) => {
    const records = world.logs.dlq.flatMap((log) => log.records);
    const placeOf = (one: (typeof records)[number]) =>
      `${String(one.headers['dlq.original.partition'])}/${readDeadLetter(one)!.rawOffset}`;
    const again = pick(
      records.filter((one) => records.some((o) => o !== one && placeOf(o) === placeOf(one))),
    );
    if (again === undefined) return null;
    again.value = Buffer.from('other');
    return true;
  },

  'what a clean record says is changed, and its tail is not': (world, pick) => {
    const at = pick(cleanRecords(world));
    if (at === undefined) return null;
    for (const record of world.logs.clean[at.partition]!.records)
      if (rawOffsetOf(record) === at.rawOffset)
        record.value = Buffer.from(
          String(record.value).replace('"caller_name":"Ada"', '"caller_name":"Eve"'),
        );
    return true;
  },

  'a clean record is no call, and its row is gone': (world, pick) => {
    const row = pick(world.rows);
    if (row === undefined) return null;
    world.rows = world.rows.filter((one) => one !== row);
    const cut = pick(['{"start_datetime":"Ada"', '{"start_datetime":7', '{', '[1'])!;
    for (const record of world.logs.clean[row.partition]!.records)
      if (rawOffsetOf(record) === row.rawOffset)
        record.value = Buffer.from(String(record.value).replace(/^.*(?=,"call_id")/, cut));
    return true;
  },

  'a clean record has another call id than its fields': (world, pick) => {
    const at = pick(cleanRecords(world));
    if (at === undefined) return null;
    for (const record of world.logs.clean[at.partition]!.records)
      if (rawOffsetOf(record) === at.rawOffset)
        record.value = Buffer.from(String(record.value).replace(/"call_id":"./, '"call_id":"x'));
    return true;
  },

  'a clean record tells another time than its raw record': (world, pick) => {
    const at = pick(cleanRecords(world));
    if (at === undefined) return null;
    for (const record of world.logs.clean[at.partition]!.records) {
      if (rawOffsetOf(record) !== at.rawOffset) continue;
      const { ingested_at: ingestedAt } = lineageOf(record);
      record.value = Buffer.from(String(record.value).replace(`${ingestedAt}}`, `${ingestedAt + 1}}`));
    }
    return true;
  },

  'a raw record is another one, with a row of its own': (world, pick) => {
    const row = pick(world.rows);
    if (row === undefined) return null;
    const call = makeCall(77_777);
    world.logs.raw[row.partition]!.records.find(({ offset }) => offset === row.rawOffset)!.value =
      rawValue(call);
    Object.assign(row, { call, callId: callId(call), fingerprint: fingerprint(call) });
    return true;
  },

  'a clean record that is loaded is gone': (world, pick) => {
    const row = pick(world.rows);
    if (row === undefined) return null;
    const clean = world.logs.clean[row.partition]!;
    clean.records = clean.records.filter((record) => rawOffsetOf(record) !== row.rawOffset);
    return true;
  },

  'a clean record of nowhere is appended': (world, pick) => {
    const { partition } = pick(world.positions)!;
    const clean = world.logs.clean[partition]!;
    const rawOffset = Math.max(world.logs.raw[partition]!.end, ...accepted(world, partition)) + 1;
    const value = cleanValue(partition, rawOffset, makeCall(88_888), 1);
    clean.records.push({ offset: clean.end, timestamp: 1, key: null, value, headers: {} });
    clean.end += 1;
    return true;
  },

  'a position was set back': (world, pick) => {
    const range = pick(world.ranges.filter(({ rows }) => rows > 0));
    if (range === undefined) return null;
    const position = world.positions.find(({ partition }) => partition === range.partition)!;
    position.nextOffset = range.first;
    position.rawHighWater = range.firstRaw! - 1;
    return true;
  },

  'a position was set over records that wait': (world, pick) => {
    const position = pick(
      world.positions.filter(({ partition, rawHighWater }) =>
        // What has its letter already is dealt with.
        accepted(world, partition).some(
          (rawOffset) => rawOffset > rawHighWater && !hasLetterOfLoader(world, { partition, rawOffset }),
        ),
      ),
    );
    if (position === undefined) return null;
    position.nextOffset = world.logs.clean[position.partition]!.end;
    position.rawHighWater = Math.max(...accepted(world, position.partition));
    return true;
  },

  'a batch is gone from the ledger': (world, pick) => {
    const batch = pick(world.batches);
    if (batch === undefined) return null;
    world.batches = world.batches.filter((one) => one !== batch);
    return true;
  },

  'a batch and its ranges are gone from the ledger': (world, pick) => {
    const batch = pick(world.batches.filter(({ staged }) => staged > 0));
    if (batch === undefined) return null;
    world.batches = world.batches.filter((one) => one !== batch);
    world.ranges = world.ranges.filter(({ batchId }) => batchId !== batch.batchId);
    return true;
  },

  'a batch, its ranges and its rows are gone': (world, pick) => {
    const batch = pick(world.batches.filter(({ loaded }) => loaded > 0));
    if (batch === undefined) return null;
    world.batches = world.batches.filter((one) => one !== batch);
    world.ranges = world.ranges.filter(({ batchId }) => batchId !== batch.batchId);
    world.rows = world.rows.filter(({ batchId }) => batchId !== batch.batchId);
    return true;
  },

  'a batch takes a conflict for a row loaded already': (world, pick) => {
    const batch = pick(world.batches.filter(({ conflicts }) => conflicts > 0));
    if (batch === undefined) return null;
    batch.conflicts -= 1;
    batch.alreadyLoaded += 1;
    return true;
  },

  'a batch takes a row loaded already for a conflict': (world, pick) => {
    const batch = pick(world.batches.filter(({ alreadyLoaded }) => alreadyLoaded > 0));
    if (batch === undefined) return null;
    batch.conflicts += 1;
    batch.alreadyLoaded -= 1;
    return true;
  },

  'a batch takes a conflict for a row that cannot be loaded': (world, pick) => {
    const batch = pick(world.batches.filter(({ conflicts }) => conflicts > 0));
    if (batch === undefined) return null;
    batch.conflicts -= 1;
    batch.staged -= 1;
    batch.unloadable += 1;
    return true;
  },
};

function cleanRecords(world: World): Place[] {
  return world.positions.flatMap(({ partition }) =>
    accepted(world, partition).map((rawOffset) => ({ partition, rawOffset })),
  );
}

/** Letters; `isNeeded` where their record is nowhere else, and is dealt with. */
function lettersOf(world: World) {
  return world.logs.dlq.flatMap(({ records }, partition) => {
    const clean = new Set(accepted(world, partition));
    const through = Math.max(
      world.committed[partition] ?? 0,
      ...[...clean].map((rawOffset) => rawOffset + 1),
    );
    const { rawHighWater } = world.positions[partition]!;
    return records.map((record) => {
      const { stage, rawOffset } = readDeadLetter(record)!;
      const known = world.rows.find(
        (row) =>
          row.partition === partition &&
          (row.rawOffset === rawOffset || isCopy(world, partition, rawOffset, row)),
      );
      const isLoadersOwn = clean.has(rawOffset) && rawOffset <= rawHighWater && known === undefined;
      const isNeeded = stage === 'load' ? isLoadersOwn : rawOffset < through && !clean.has(rawOffset);
      return { partition, rawOffset, stage, isNeeded };
    });
  });
}

/** Whether a row says what this clean record says. */
function isCopy(world: World, partition: number, rawOffset: number, row: { fingerprint: string }): boolean {
  return world.logs.clean[partition]!.records.some(
    (record) => rawOffsetOf(record) === rawOffset && String(record.value).includes(row.fingerprint),
  );
}
