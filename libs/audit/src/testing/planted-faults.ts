import { fingerprint } from '@cdr/call-record';
import { readDeadLetter } from '@cdr/kafka';
import { batchFolder } from '@cdr/object-store';
import type { ProblemKind } from '../problems.ts';
import { append, cleanValue, makeCall, rawOffsetOf, rowOf, type World } from './world.ts';

/** What an audit must find of a fault, and nothing else: kinds of problems, and raw offsets by partition. */
export interface Expected {
  kinds: ProblemKind[];
  missing?: Place;
  unknown?: Place;
  lost?: Place;
  strayRows?: Place;
  repeatedRows?: Place;
  altered?: Place;
}

interface Place {
  partition: number;
  rawOffset: number;
}

/** Plants one fault into a healthy world; null where the world has nothing for it. `pick` chooses among candidates. */
export type Plant = (world: World, pick: <T>(candidates: readonly T[]) => T | undefined) => Expected | null;

/** Clean records by the reader rule, of one partition. */
export function accepted(world: World, partition: number): number[] {
  let highWater = -1;
  return world.logs.clean[partition]!.records.map(rawOffsetOf).filter((r) => {
    const counts = r > highWater;
    if (counts) highWater = r;
    return counts;
  });
}

function through(world: World, partition: number): number {
  return Math.max(world.committed[partition] ?? 0, (accepted(world, partition).at(-1) ?? -1) + 1);
}

function places<T extends Place>(world: World, of: (partition: number) => T[]): T[] {
  return world.positions.flatMap(({ partition }) => of(partition));
}

function removeLetters(world: World, { partition, rawOffset }: Place): void {
  const dlq = world.logs.dlq[partition]!;
  dlq.records = dlq.records.filter((record) => readDeadLetter(record)?.rawOffset !== rawOffset);
}

/** Rows whose call nothing else speaks of. */
function loneRows(world: World) {
  const spokenOf = (callId: string) =>
    world.logs.clean.flatMap(({ records }) => records).filter(({ value }) => value!.includes(callId));
  return world.rows.filter(({ callId }) => new Set(spokenOf(callId).map(rawOffsetOf)).size === 1);
}

export const plants: Record<string, Plant> = {
  'a dead letter is gone': (world, pick) => {
    const at = pick(
      places(world, (partition) => {
        const clean = new Set(accepted(world, partition));
        const letters = world.logs.dlq[partition]!.records.map((record) => readDeadLetter(record)!);
        return letters
          .filter(({ rawOffset }) => rawOffset < through(world, partition) && !clean.has(rawOffset))
          .map(({ rawOffset }) => ({ partition, rawOffset }));
      }),
    );
    if (at === undefined) return null;
    removeLetters(world, at);
    return { kinds: ['missing'], missing: at };
  },

  'a clean record that is not loaded yet is gone': (world, pick) => {
    const at = pick(
      places(world, (partition) => {
        const { rawHighWater } = world.positions[partition]!;
        const above = accepted(world, partition).filter((rawOffset) => rawOffset > rawHighWater);
        const hasLetter = new Set(
          world.logs.dlq[partition]!.records.map((record) => readDeadLetter(record)!.rawOffset),
        );
        return above
          .slice(0, -1)
          .filter((r) => !hasLetter.has(r))
          .map((rawOffset) => ({ partition, rawOffset }));
      }),
    );
    if (at === undefined) return null;
    const clean = world.logs.clean[at.partition]!;
    clean.records = clean.records.filter((record) => rawOffsetOf(record) !== at.rawOffset);
    return { kinds: ['missing'], missing: at };
  },

  'clean tells of a record that raw does not have': (world, pick) => {
    const at = pick(
      places(world, (partition) => accepted(world, partition).map((rawOffset) => ({ partition, rawOffset }))),
    );
    if (at === undefined) return null;
    const raw = world.logs.raw[at.partition]!;
    raw.records = raw.records.filter(({ offset }) => offset !== at.rawOffset);
    return { kinds: ['unknown'], unknown: at };
  },

  'somebody else has written to clean': (world, pick) => {
    const log = pick(world.logs.clean)!;
    append(log, { timestamp: 1, key: null, value: Buffer.from('foreign'), headers: {} });
    return { kinds: ['foreign-message'] };
  },

  'a row is gone': (world, pick) => {
    const row = pick(loneRows(world));
    if (row === undefined) return null;
    world.rows = world.rows.filter((one) => one !== row);
    const isRefused = world.logs.dlq[row.partition]!.records.some((record) => {
      const letter = readDeadLetter(record)!;
      return letter.stage === 'load' && letter.rawOffset === row.rawOffset;
    });
    // Then the record counts as refused: its letter stands, and only the batch lacks a row.
    return isRefused ? { kinds: ['batch-rows'] } : { kinds: ['batch-rows', 'lost'], lost: row };
  },

  'a row is there twice': (world, pick) => {
    const row = pick(world.rows);
    if (row === undefined) return null;
    world.rows.push({ ...row });
    return { kinds: ['batch-rows', 'repeated'], repeatedRows: row };
  },

  'a row came into a batch from nowhere': (world, pick) => {
    const row = pick(world.rows);
    if (row === undefined) return null;
    const at = { partition: row.partition, rawOffset: 5_000 };
    world.rows.push(rowOf(row.batchId, at.partition, at.rawOffset, makeCall(99_999)));
    return { kinds: ['batch-rows', 'stray-rows'], strayRows: at };
  },

  'a row came with a batch of its own': (world) => {
    world.rows.push(rowOf('by hand', 0, 5_000, makeCall(99_999)));
    return { kinds: ['stray-rows'] };
  },

  'the content of a clean record was changed, and its row after it': (world, pick) => {
    const row = pick(loneRows(world));
    if (row === undefined) return null;
    const { partition, rawOffset } = row;
    const call = { ...row.call, total_amount: '999.99' };
    Object.assign(row, { call, fingerprint: fingerprint(call) });
    for (const record of world.logs.clean[partition]!.records)
      if (rawOffsetOf(record) === rawOffset) record.value = cleanValue(partition, rawOffset, call);
    return { kinds: ['altered'], altered: { partition, rawOffset } };
  },

  'the bytes of a dead letter were changed': (world, pick) => {
    const letters = world.logs.dlq.flatMap(({ records }, partition) =>
      records.map((letter) => ({ partition, letter })),
    );
    const changed = pick(letters);
    if (changed === undefined) return null;
    const { partition, letter } = changed;
    letter.value = Buffer.from('other');
    return { kinds: ['altered'], altered: { partition, rawOffset: readDeadLetter(letter)!.rawOffset } };
  },

  'the key of a dead letter was changed': (world, pick) => {
    const letter = pick(world.logs.dlq.flatMap(({ records }) => records));
    if (letter === undefined) return null;
    letter.key = Buffer.from('other');
    return { kinds: ['altered'] };
  },

  'a row was moved to a partition that is not there': (world, pick) => {
    const row = pick(world.rows);
    if (row === undefined) return null;
    row.partition = 99;
    return { kinds: ['stray-rows'] };
  },

  'two rows of a partition have each the batch of the other': (world, pick) => {
    const row = pick(world.rows);
    const other = world.rows.find((o) => o.partition === row?.partition && o.batchId !== row.batchId);
    if (row === undefined || other === undefined) return null;
    [row.batchId, other.batchId] = [other.batchId, row.batchId];
    return { kinds: ['altered'] };
  },

  'a field of a row was changed': (world, pick) => {
    const row = pick(world.rows);
    if (row === undefined) return null;
    row.call = { ...row.call, total_amount: '999.99' };
    return { kinds: ['altered'], altered: row };
  },

  'the fingerprint of a row was changed': (world, pick) => {
    const row = pick(loneRows(world));
    if (row === undefined) return null;
    row.fingerprint = '0123456789abcdef';
    return { kinds: ['altered'], altered: row };
  },

  'a batch says that it loaded one more': (world, pick) => {
    const batch = pick(world.batches);
    if (batch === undefined) return null;
    batch.loaded += 1;
    return { kinds: ['batch-sums', 'batch-rows'] };
  },

  'a batch says that more was loaded already': (world, pick) => {
    const batch = pick(world.batches);
    if (batch === undefined) return null;
    batch.alreadyLoaded += 1;
    return { kinds: ['batch-sums'] };
  },

  'a range says that it has one more': (world, pick) => {
    const range = pick(world.ranges);
    if (range === undefined) return null;
    range.rows += 1;
    return { kinds: ['batch-sums', 'range-rows'] };
  },

  'two ranges overlap': (world, pick) => {
    const range = pick(world.ranges.filter(({ first }) => first > 0));
    const before = world.ranges.find((one) => one.partition === range?.partition && one.next === range.first);
    if (range === undefined || before === undefined) return null;
    range.first -= 1;
    return { kinds: ['range-overlap'] };
  },

  'a range is gone': (world, pick) => {
    const range = pick(
      world.ranges.filter(({ partition, firstRaw, lastRaw, rows, batchId }) => {
        const ofRange = world.rows.filter(
          (row) => row.partition === partition && row.rawOffset >= firstRaw! && row.rawOffset <= lastRaw!,
        );
        // Others of its batch stay, so that its rows still are those of this topic.
        return (
          rows > 0 &&
          ofRange.length > 0 &&
          world.ranges.some((r) => r.batchId === batchId && r.partition !== partition)
        );
      }),
    );
    if (range === undefined) return null;
    world.ranges = world.ranges.filter((one) => one !== range);
    return { kinds: ['batch-sums', 'range-gap'] };
  },

  'a position is gone': (world, pick) => {
    const position = pick(world.positions)!;
    world.positions = world.positions.filter((one) => one !== position);
    return { kinds: ['position'] };
  },

  'a position is beyond the log': (world, pick) => {
    const endOf = (partition: number) => world.logs.clean[partition]!.end;
    const position = pick(world.positions.filter((one) => one.nextOffset === endOf(one.partition)));
    if (position === undefined) return null;
    position.nextOffset += 1;
    return { kinds: ['position'] };
  },

  'a position takes the next records for replays': (world, pick) => {
    const position = pick(world.positions)!;
    position.rawHighWater += 1;
    return { kinds: ['position'] };
  },

  'a file of a batch is gone from S3': (world, pick) => {
    const batch = pick(world.batches);
    if (batch === undefined) return null;
    const name = pick(['part-00000.parquet', 'manifest.json', '_SUCCESS']);
    world.objects = world.objects.filter(({ key }) => key !== `${batchFolder(batch.batchId)}/${name}`);
    return { kinds: ['staged-files'] };
  },

  'a file of a batch is of another size': (world, pick) => {
    const batch = pick(world.batches);
    if (batch === undefined) return null;
    world.objects.find(({ key }) => key === `${batchFolder(batch.batchId)}/part-00000.parquet`)!.bytes -= 1;
    return { kinds: ['staged-files'] };
  },
};
