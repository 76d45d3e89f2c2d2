import type { OffsetRange } from '@cdr/kafka';
import type { LedgerRange, Position } from './ledger/ledger.ts';
import type { Problems } from './problems.ts';
import type { CompareFrom } from './walk-clean.ts';

/** The ranges of the ledger, as far as clean still holds what they are about. */
export interface RangeShelf {
  /** In the order of their partitions and first offsets. */
  add(range: LedgerRange): void;
  /** Where a partition can be compared from that holds clean from `start` on, and the ranges from there. */
  of(partition: number, start: number): { from: CompareFrom; ranges: LedgerRange[] };
  /** The position of a partition; where it has no row, where its ranges end. */
  positionOf(partition: number): Omit<Position, 'partition'>;
  /** Raw offsets up to which rows are of no interest, by partition. */
  rowsAbove(): number[];
  all(): LedgerRange[];
}

/** An empty shelf; `held` is what clean holds, by partition. What is wrong with a range by itself is told at once. */
export function createRangeShelf(
  topic: string,
  held: readonly OffsetRange[],
  positions: readonly Position[],
  problems: Problems,
): RangeShelf {
  const shelves = held.map((): LedgerRange[] => []);
  // Of ranges that clean holds nothing of: their content has expired, but they say what came before.
  const before = held.map((): CompareFrom => ({ offset: 0, rawHighWater: -1 }));
  const ends = held.map(() => 0);

  function add(range: LedgerRange): void {
    const { partition, first, next, batchId } = range;
    const place = `${topic}/${partition}`;
    const shelf = shelves[partition];
    if (shelf === undefined) {
      const says = `telecom.load_range has offsets ${first} to ${next - 1} of ${place} (batch ${batchId}), a partition that is not there`;
      return problems.tell('range-overlap', null, says);
    }
    if (first < ends[partition]!) {
      const last = Math.min(ends[partition]!, next) - 1;
      const says = `offsets ${first} to ${last} of ${place} are in two ranges of telecom.load_range (the second is of batch ${batchId})`;
      problems.tell('range-overlap', partition, says);
    }
    const position = positions.find((one) => one.partition === partition);
    if (position !== undefined && next > position.nextOffset) {
      const says =
        `telecom.load_range has ${place} up to offset ${next - 1} (batch ${batchId}), but telecom.loaded_through only up ` +
        `to ${position.nextOffset - 1}`;
      problems.tell('range-overlap', partition, says);
    }
    ends[partition] = Math.max(ends[partition]!, next);
    if (next > held[partition]!.start) shelf.push(range);
    else before[partition] = behind(before[partition]!, range);
  }

  // A range that begins before the log's first offset counts as a whole as gone: its records cannot be told apart.
  function of(partition: number, start: number): { from: CompareFrom; ranges: LedgerRange[] } {
    const shelf = shelves[partition]!;
    const gone = shelf.filter(({ first }) => first < start);
    const { offset, rawHighWater } = gone.reduce(behind, before[partition]!);
    return {
      from: { offset: Math.max(start, offset), rawHighWater },
      ranges: shelf.filter(({ first }) => first >= start),
    };
  }

  function positionOf(partition: number): Omit<Position, 'partition'> {
    const found = positions.find((one) => one.partition === partition);
    if (found !== undefined) return found;
    const { offset, rawHighWater } = shelves[partition]!.reduce(behind, before[partition]!);
    return { nextOffset: offset, rawHighWater };
  }

  return {
    add,
    of,
    positionOf,
    rowsAbove: () => held.map(({ start }, partition) => of(partition, start).from.rawHighWater),
    all: () => shelves.flat(),
  };
}

function behind({ offset, rawHighWater }: CompareFrom, { next, lastRaw }: LedgerRange): CompareFrom {
  return { offset: Math.max(offset, next), rawHighWater: Math.max(rawHighWater, lastRaw ?? -1) };
}
