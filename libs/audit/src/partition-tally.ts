import type { DeadReason, Stage } from '@cdr/kafka';
import { createMarks } from './marks.ts';
import { auditMarks, type Judged, type PartitionAudit } from './partition-audit.ts';
import {
  isClean,
  isCompared,
  isExcused,
  isLost,
  isOriginal,
  isRaw,
  isRow,
  isRowTwice,
  isSettled,
  isUnloadable,
  markOf,
  reasonAt,
} from './raw-marks.ts';
import { createFinder, type Found } from './spans.ts';

/** What is known of one partition's raw offsets, fed record by record. Letters and rows come before clean. */
export interface PartitionTally {
  raw(offset: number): void;
  letter(stage: Stage, rawOffset: number, reason: DeadReason): void;
  /** A letter names this raw record as the first of its call. */
  original(rawOffset: number): void;
  /** A row of the table, by the raw record that it was made from. */
  row(rawOffset: number): void;
  /** A clean record, in the order of its partition; whether it counts by the reader rule. */
  clean(rawOffset: number): boolean;
  /**
   * A clean record that the ledger is compared with; `settled` says that the loader is behind it. What became of it?
   * `refused` if any letter of the loader says that it cannot be loaded, `conflict` if all of them are about one.
   */
  compare(rawOffset: number, settled: boolean): 'row' | 'conflict' | 'refused' | 'unknown';
  /** The call of a settled record of unknown fate is not in the table; `excused` if its letter may have expired. */
  lost(rawOffset: number, excused: boolean): void;
  isClean(rawOffset: number): boolean;
  /** Whether the table has a row that was made from it. */
  hasRow(rawOffset: number): boolean;
  /** Why a raw record is dead; null when it is clean or has no letter of the validator. */
  deadReason(rawOffset: number): DeadReason | null;
  /** Originals that letters name and that are not in clean. */
  originalsAmiss(from: number): Found;
  /** The lowest raw offset in clean; null without one. */
  lowWater(): number | null;
  /** The highest; -1 without one. */
  highWater(): number;
  /** Raw holds nothing below; what was marked before stays if it is a row. */
  restart(rawStart: number): void;
  /** Counts within raw offsets `from` to `to` (not included); everything without them. */
  audit(judged: Judged, from?: number, to?: number): PartitionAudit;
}

/** A tally for one partition whose raw topic holds the offsets of `held`: two bytes an offset. */
export function createPartitionTally(
  partition: number,
  held: { start: number; end: number },
): PartitionTally {
  const marks = createMarks();
  let rawStart = held.start;
  let lowWater: number | null = null;
  let highWater = -1;

  function letter(stage: Stage, rawOffset: number, reason: DeadReason): void {
    if (stage === 'load' && reason !== 'conflict') marks.add(rawOffset, isUnloadable);
    if (reasonAt(marks.at(rawOffset), stage) !== null) return; // the first counts
    marks.add(rawOffset, markOf(stage, reason));
  }

  function clean(rawOffset: number): boolean {
    if (rawOffset <= highWater) return false;
    lowWater ??= rawOffset;
    highWater = rawOffset;
    marks.add(rawOffset, isClean);
    return true;
  }

  function compare(rawOffset: number, settled: boolean): 'row' | 'conflict' | 'refused' | 'unknown' {
    marks.add(rawOffset, isCompared | (settled ? isSettled : 0));
    const found = marks.at(rawOffset);
    if ((found & isRow) !== 0) return 'row';
    // A loader that was killed may have told of a conflict before: then the ledger may say either.
    if ((found & isUnloadable) !== 0) return 'refused';
    return reasonAt(found, 'load') === null ? 'unknown' : 'conflict';
  }

  function deadReason(rawOffset: number): DeadReason | null {
    const found = marks.at(rawOffset);
    return (found & isClean) === 0 ? reasonAt(found, 'validate') : null;
  }

  function originalsAmiss(from: number): Found {
    const finder = createFinder();
    marks.each(from, Number.POSITIVE_INFINITY, (offset, found) => {
      if ((found & (isOriginal | isClean)) === isOriginal) finder.add(offset);
    });
    return finder.found();
  }

  function restart(start: number): void {
    rawStart = start;
    lowWater = null;
    highWater = -1;
    marks.keep(isRow | isRowTwice);
  }

  return {
    raw(offset) {
      if (offset < held.end) marks.add(offset, isRaw); // what arrived after the range was noted is no part of it
    },
    letter,
    original: (rawOffset) => marks.add(rawOffset, isOriginal),
    row: (rawOffset) => marks.add(rawOffset, (marks.at(rawOffset) & isRow) === 0 ? isRow : isRowTwice),
    clean,
    compare,
    lost: (rawOffset, excused) => marks.add(rawOffset, excused ? isExcused : isLost),
    isClean: (rawOffset) => (marks.at(rawOffset) & isClean) !== 0,
    hasRow: (rawOffset) => (marks.at(rawOffset) & isRow) !== 0,
    deadReason,
    originalsAmiss,
    lowWater: () => lowWater,
    highWater: () => highWater,
    restart,
    audit: (judged, from = 0, to = Number.POSITIVE_INFINITY) =>
      auditMarks({ partition, marks, rawStart, judged, from, to }),
  };
}
