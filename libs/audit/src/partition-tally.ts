import type { DeadReason, Stage } from '@cdr/kafka';

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
  /** Loader letters, one a raw record. */
  loaderLetters: number;
  /** Raw records in neither topic. */
  missing: Span[];
  /** Clean records or letters of raw offsets that raw does not hold. */
  unknown: Span[];
}

/** What is known of the raw offsets from `start` to `end`, fed record by record in any order of topics. */
export interface PartitionTally {
  raw(offset: number): void;
  /** A clean record, in the order of its partition; the reader rule is applied here. */
  clean(rawOffset: number): boolean;
  letter(stage: Stage, rawOffset: number, reason: DeadReason): void;
  /** Counts within `from` to `to` (not included); everything without them. */
  audit(from?: number, to?: number): PartitionAudit;
}

const isRaw = 1;
const isClean = 2;
const hasLetter = 4;
const hasLoaderLetter = 8;

/** A tally for one partition, one byte a raw offset. */
export function createPartitionTally(partition: number, start: number, end: number): PartitionTally {
  const seen = new Uint8Array(Math.max(0, end - start));
  const reasons = new Map<number, DeadReason>();
  let highWater = -1;

  function mark(offset: number, what: number): boolean {
    const at = offset - start;
    if (at < 0 || at >= seen.length || (seen[at]! & what) !== 0) return false;
    seen[at]! |= what;
    return true;
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

  function audit(from = start, to = end): PartitionAudit {
    const result: PartitionAudit = {
      partition,
      raw: 0,
      clean: 0,
      dead: 0,
      deadByReason: {},
      loaderLetters: 0,
      missing: [],
      unknown: [],
    };
    for (let offset = Math.max(from, start); offset < Math.min(to, end); offset += 1) {
      const marks = seen[offset - start]!;
      if (marks === 0) continue; // no record: control records of a transactional producer take offsets too
      const accepted = (marks & isClean) !== 0;
      const dead = !accepted && (marks & hasLetter) !== 0;
      if ((marks & isRaw) === 0) extendSpans(result.unknown, offset);
      else if (!accepted && !dead) extendSpans(result.missing, offset);
      result.raw += marks & isRaw;
      if (accepted) result.clean += 1;
      if ((marks & hasLoaderLetter) !== 0) result.loaderLetters += 1;
      if (!dead) continue;
      const reason = reasons.get(offset)!;
      result.dead += 1;
      result.deadByReason[reason] = (result.deadByReason[reason] ?? 0) + 1;
    }
    return result;
  }

  return { raw: (offset) => void mark(offset, isRaw), clean, letter, audit };
}

function extendSpans(spans: Span[], offset: number): void {
  const span = spans.at(-1);
  if (span?.last === offset - 1) span.last = offset;
  else spans.push({ first: offset, last: offset });
}
