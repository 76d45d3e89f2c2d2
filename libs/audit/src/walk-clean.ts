import { readCleanTailOf } from '@cdr/call-record';
import type { KafkaRecord, OffsetRange } from '@cdr/kafka';
import type { CleanSums } from './batch-book.ts';
import type { Content } from './checksum.ts';
import { contentOfClean } from './content.ts';
import type { LedgerRange } from './ledger/ledger.ts';
import type { Originals } from './originals.ts';
import type { PartitionTally } from './partition-tally.ts';
import type { ProblemKind, Problems } from './problems.ts';
import { createFinder, type Found, sayOffsets, saySpans } from './spans.ts';

/** Where the ledger and a partition of clean can be compared from. */
export interface CompareFrom {
  /** The first offset in clean. */
  offset: number;
  /** The highest raw offset loaded from before it; the reader rule goes on from there. */
  rawHighWater: number;
}

export interface WalkOptions {
  partition: number;
  /** Of clean. */
  topic: string;
  held: OffsetRange;
  from: CompareFrom;
  position: { nextOffset: number; rawHighWater: number };
  /** Those of this partition that begin at or behind `from`, in order. */
  ranges: readonly LedgerRange[];
  /** Letters to records older than this, by Kafka's time in epoch ms, may have expired. */
  lettersSince: number;
  tally: PartitionTally;
  originals: Pick<Originals, 'clean'>;
  sums: CleanSums;
  problems: Problems;
}

/** A clean record whose fate only the table can tell. */
export interface Question {
  /** `loaded`: its call must be in the table as it is. `conflict`: its letter says that the call is there otherwise. */
  kind: 'loaded' | 'conflict';
  content: Content;
  /** That of its range; null outside of any. */
  batchId: string | null;
  /** Kafka's, epoch ms. */
  timestamp: number;
}

const askedOf: Partial<Record<ReturnType<PartitionTally['compare']>, Question['kind']>> = {
  unknown: 'loaded',
  conflict: 'conflict',
};

/** Goes through a partition of clean once, in order, beside the ranges of the ledger. */
export interface CleanWalk {
  take(record: KafkaRecord): void;
  /** What has come up since the last time. */
  questions(): Question[];
  end(): void;
}

/** Begins at the start of what clean holds. */
export function walkClean(options: WalkOptions): CleanWalk {
  const { partition, topic, held, from, position, ranges, lettersSince, tally, originals, sums, problems } =
    options;
  const place = `${topic}/${partition}`;
  const foreign = createFinder();
  const outside = createFinder();
  const outsideRaw = createFinder();
  let asked: Question[] = [];
  let current = 0;
  let inCurrent = 0;
  let highWater = from.rawHighWater;

  function take(record: KafkaRecord): void {
    const { offset, timestamp } = record;
    const value = record.value ?? Buffer.alloc(0);
    const tail = readCleanTailOf(partition, value);
    if (tail === null) return foreign.add(offset);
    const { raw_offset: rawOffset } = tail;
    if (!tally.clean(rawOffset)) return;
    const content = contentOfClean(tail, value);
    originals.clean(offset, content);
    // The record that a replay repeats may have expired from clean; the ledger knows of it.
    if (offset < from.offset || rawOffset <= from.rawHighWater) return;
    const settled = offset < position.nextOffset;
    const range = settled ? rangeAt(offset) : undefined;
    if (range !== undefined && isExpiredReplay(range, rawOffset)) return;
    const fate = tally.compare(rawOffset, settled);
    if (!settled) return;
    highWater = rawOffset;
    if (range !== undefined) inCurrent += 1;
    else if (isUnaccounted(fate, timestamp)) addOutside(offset, rawOffset);
    const batchId = range?.batchId ?? null;
    if (fate === 'row' && batchId !== null) sums.add(batchId, content);
    if (fate === 'refused' && batchId !== null) sums.count(batchId, 'refused');
    const kind = askedOf[fate];
    if (kind !== undefined) asked.push({ kind, content, batchId, timestamp });
  }

  function addOutside(offset: number, rawOffset: number): void {
    outside.add(offset);
    outsideRaw.add(rawOffset);
  }

  // What passed the loader without a batch raised its high-water, and the ledger knows of it only by the next range.
  function isExpiredReplay({ firstRaw }: LedgerRange, rawOffset: number): boolean {
    return held.start > 0 && firstRaw !== null && rawOffset < firstRaw;
  }

  // A window of which nothing could be staged went by without a batch: its records have letters that say so.
  function isUnaccounted(fate: ReturnType<PartitionTally['compare']>, timestamp: number): boolean {
    return fate === 'row' || fate === 'conflict' || (fate === 'unknown' && timestamp >= lettersSince);
  }

  function rangeAt(offset: number): LedgerRange | undefined {
    for (; current < ranges.length && ranges[current]!.next <= offset; current += 1) closeRange();
    const range = ranges[current];
    return range !== undefined && range.first <= offset ? range : undefined;
  }

  function closeRange(): void {
    const { first, next, rows, batchId } = ranges[current]!;
    if (rows !== inCurrent)
      problems.tell(
        'range-rows',
        partition,
        `${place} offsets ${first} to ${next - 1} hold ${inCurrent} records by the reader rule, but telecom.load_range says ${rows} (batch ${batchId})`,
      );
    inCurrent = 0;
  }

  function end(): void {
    rangeAt(held.end);
    tellFound(
      'foreign-message',
      foreign.found(),
      `${place} `,
      'no message of a validator: find out who wrote there; a loader stops at it',
    );
    tellFound(
      'range-gap',
      outside.found(),
      `${place} `,
      `behind telecom.loaded_through, but in no range of telecom.load_range and in no letter of the loader ` +
        `(raw ${sayOffsets(outsideRaw.found())})`,
    );
    checkHighWater();
  }

  function tellFound(kind: ProblemKind, found: Found, of: string, says: string): void {
    if (found.offsets > 0) problems.tell(kind, partition, `${of}${saySpans(found)} ${says}`);
  }

  // A position that is too high makes the loader take records for replays: they would never be loaded.
  function checkHighWater(): void {
    const isKnown = held.start === 0 || highWater > from.rawHighWater;
    if (!isKnown || highWater === position.rawHighWater) return;
    problems.tell(
      'position',
      partition,
      `telecom.loaded_through says that raw offset ${position.rawHighWater} is the highest loaded from ${place} before offset ` +
        `${position.nextOffset}, but it is ${highWater}`,
    );
  }

  function questions(): Question[] {
    const result = asked;
    asked = [];
    return result;
  }

  return { take, questions, end };
}
