import type { DeadReason, OffsetRange, Stage } from '@cdr/kafka';

/** Offsets from `first` to `last`, both included. */
export interface Span {
  first: number;
  last: number;
}

/** The verdict on one partition: where it stands, and every raw offset at which the promise does not hold. */
export interface PartitionAudit {
  partition: number;
  raw: number;
  clean: number;
  /** Validator letters that count: one a raw record, void where the record is clean. */
  dead: number;
  deadByReason: Partial<Record<DeadReason, number>>;
  /** Raw records in neither topic. */
  missing: Span[];
  /** Clean records or letters of raw offsets that raw does not hold; what lies before raw's first record has expired. */
  unknown: Span[];
}

/** What is known of one partition's raw offsets, fed record by record in any order of topics. */
export interface PartitionTally {
  raw(offset: number): void;
  /** A clean record, in the order of its partition; whether it counts by the reader rule. */
  clean(rawOffset: number): boolean;
  letter(stage: Stage, rawOffset: number, reason: DeadReason): void;
  /** Counts within `from` to `to` (not included); everything without them. */
  audit(from?: number, to?: number): PartitionAudit;
}

const isRaw = 1;
const isClean = 2;
const hasLetter = 4;
const hasLoaderLetter = 8;

/** A tally for one partition whose raw topic holds the offsets of `held`: one byte an offset. */
export function createPartitionTally(partition: number, held: OffsetRange): PartitionTally {
  const { start } = held;
  const marks = new Uint8Array(Math.max(0, held.end - start));
  // Offsets that raw does not have yet: there are none unless the topic is another one than it was.
  const beyond = new Map<number, number>();
  const reasons = new Map<number, DeadReason>();
  let highWater = -1;

  function marksAt(offset: number): number {
    return marks[offset - start] ?? beyond.get(offset) ?? 0;
  }

  /** Whether this is the first mark of its kind. */
  function mark(offset: number, what: number): boolean {
    const known = marksAt(offset);
    if (offset < start || (known & what) !== 0) return false;
    if (offset < held.end) marks[offset - start] = known | what;
    else beyond.set(offset, known | what);
    return true;
  }

  function raw(offset: number): void {
    if (offset < held.end) mark(offset, isRaw); // what arrived after the range was noted is no part of it
  }

  function clean(rawOffset: number): boolean {
    if (rawOffset <= highWater) return false;
    highWater = rawOffset;
    mark(rawOffset, isClean);
    return true;
  }

  function letter(stage: Stage, rawOffset: number, reason: DeadReason): void {
    const first = mark(rawOffset, stage === 'load' ? hasLoaderLetter : hasLetter);
    if (first && stage === 'validate') reasons.set(rawOffset, reason);
  }

  function audit(from = start, to = Number.POSITIVE_INFINITY): PartitionAudit {
    const result: PartitionAudit = {
      partition,
      raw: 0,
      clean: 0,
      dead: 0,
      deadByReason: {},
      missing: [],
      unknown: [],
    };
    for (let offset = Math.max(from, start); offset < Math.min(to, held.end); offset += 1) {
      count(result, offset);
    }
    for (const offset of [...beyond.keys()].sort((a, b) => a - b)) {
      if (offset >= from && offset < to) count(result, offset);
    }
    return result;
  }

  function count(result: PartitionAudit, offset: number): void {
    const found = marksAt(offset);
    if (found === 0) return; // no record: control records of a transactional producer take offsets too
    const accepted = (found & isClean) !== 0;
    const dead = !accepted && (found & hasLetter) !== 0;
    if ((found & isRaw) === 0) extendSpans(result.unknown, offset);
    else if (!accepted && !dead) extendSpans(result.missing, offset);
    result.raw += found & isRaw;
    if (accepted) result.clean += 1;
    if (!dead) return;
    const reason = reasons.get(offset)!;
    result.dead += 1;
    result.deadByReason[reason] = (result.deadByReason[reason] ?? 0) + 1;
  }

  return { raw, clean, letter, audit };
}

function extendSpans(spans: Span[], offset: number): void {
  const span = spans.at(-1);
  if (span?.last === offset - 1) span.last = offset;
  else spans.push({ first: offset, last: offset });
}
