import { batchFolder } from '@cdr/object-store';
import type { Plant } from './plant.ts';

/** What may be wrong with batches, ranges, positions and what S3 has of them. */
export const plantsInLedger: Record<string, Plant> = {
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
