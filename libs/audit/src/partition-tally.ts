import { type DeadReason, deadReasons, type Stage } from '@cdr/kafka';
import { createMarks } from './marks.ts';
import { createFinder, type Found } from './spans.ts';

/** Counts by reason; a reason that does not occur is left out. */
export type ByReason = Partial<Record<DeadReason, number>>;

/** records = clean + dead + open + unjudged, and those that are missing. */
export interface RawSum {
  records: number;
  clean: number;
  /** Validator letters that count: one a raw record, void where the record is clean. */
  dead: number;
  deadByReason: ByReason;
  /** Not judged yet, as far as can be known. */
  open: number;
  /** In neither topic, but those have lost their starts since: nothing can be said of them any more. */
  unjudged: number;
}

/** records = loaded + already loaded + refused + waiting + unjudged, and those that are lost. */
export interface CleanSum {
  records: number;
  loaded: number;
  /** Their call came into the table from another record. */
  alreadyLoaded: number;
  /** In letters of the loader, and not in the table. */
  refused: number;
  refusedByReason: ByReason;
  /** Not loaded yet. */
  waiting: number;
  /** In no table, but letters of their time have expired. */
  unjudged: number;
}

/** The verdict on one partition: where it stands, and every raw offset at which the promise does not hold. */
export interface PartitionAudit {
  partition: number;
  raw: RawSum;
  clean: CleanSum;
  /** Raw records in neither topic. */
  missing: Found;
  /** Clean records or letters of raw offsets that raw does not hold; what lies before raw's first record has expired. */
  unknown: Found;
  /** Clean records behind which the loader is, but which are in no table and in no letter. */
  lost: Found;
  /** Rows of the table whose record is not in clean. */
  strayRows: Found;
  /** Records of which the table has several rows. */
  repeatedRows: Found;
}

/** What can be judged, by raw offset. */
export interface Judged {
  /** Below, what proves that a record was dealt with may have expired. */
  from: number;
  /** From here on, records may still be on their way. */
  through: number;
  /** Below, rows of the table are not compared with clean. */
  rowsFrom: number;
}

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
  /** A clean record that the ledger is compared with; `settled` says that the loader is behind it. What became of it? */
  compare(rawOffset: number, settled: boolean): 'row' | 'conflict' | 'refused' | 'unknown';
  /** The call of a settled record of unknown fate is not in the table; `excused` if its letter may have expired. */
  lost(rawOffset: number, excused: boolean): void;
  isClean(rawOffset: number): boolean;
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

const isRaw = 1;
const isClean = 2;
const isCompared = 4;
const isSettled = 8;
const isRow = 16;
const isRowTwice = 32;
const isLost = 64;
const isExcused = 128;
const isOriginal = 256;
// The number of the reason, from 1; 0 is no letter.
const validatorShift = 9;
const loaderShift = 12;
const reasonMask = 7;

const shifts: Record<Stage, number> = { validate: validatorShift, load: loaderShift };

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
    if (reasonAt(marks.at(rawOffset), stage) !== null) return; // the first counts
    marks.add(rawOffset, (deadReasons.indexOf(reason) + 1) << shifts[stage]);
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
    const reason = reasonAt(found, 'load');
    if (reason === null) return 'unknown';
    return reason === 'conflict' ? 'conflict' : 'refused';
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

  function audit(judged: Judged, from = 0, to = Number.POSITIVE_INFINITY): PartitionAudit {
    const raw: RawSum = { records: 0, clean: 0, dead: 0, deadByReason: {}, open: 0, unjudged: 0 };
    const clean: CleanSum = {
      ...{
        records: 0,
        loaded: 0,
        alreadyLoaded: 0,
        refused: 0,
        refusedByReason: {},
        waiting: 0,
        unjudged: 0,
      },
    };
    const missing = createFinder();
    const unknown = createFinder();
    const lost = createFinder();
    const strayRows = createFinder();
    const repeatedRows = createFinder();

    marks.each(from, to, (offset, found) => {
      if ((found & isRaw) !== 0) judgeRaw(offset, found);
      else if (offset >= rawStart && isTold(found)) unknown.add(offset);
      if ((found & isCompared) !== 0) judgeClean(offset, found);
      if ((found & (isRow | isClean)) === isRow && offset >= judged.rowsFrom) strayRows.add(offset);
      if ((found & isRowTwice) !== 0) repeatedRows.add(offset);
    });

    function judgeRaw(offset: number, found: number): void {
      raw.records += 1;
      const reason = reasonAt(found, 'validate');
      if ((found & isClean) !== 0) raw.clean += 1;
      else if (offset >= judged.through) raw.open += 1;
      else if (reason !== null) {
        raw.dead += 1;
        count(raw.deadByReason, reason);
      } else if (offset < judged.from) raw.unjudged += 1;
      else missing.add(offset);
    }

    function judgeClean(offset: number, found: number): void {
      clean.records += 1;
      const reason = reasonAt(found, 'load');
      if ((found & isSettled) === 0) clean.waiting += 1;
      else if ((found & isRow) !== 0) clean.loaded += 1;
      else if (reason !== null) {
        clean.refused += 1;
        count(clean.refusedByReason, reason);
      } else if ((found & isLost) !== 0) lost.add(offset);
      else if ((found & isExcused) !== 0) clean.unjudged += 1;
      else clean.alreadyLoaded += 1;
    }

    return {
      ...{ partition, raw, clean, missing: missing.found(), unknown: unknown.found(), lost: lost.found() },
      ...{ strayRows: strayRows.found(), repeatedRows: repeatedRows.found() },
    };
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
    deadReason,
    originalsAmiss,
    lowWater: () => lowWater,
    highWater: () => highWater,
    restart,
    audit,
  };
}

function reasonAt(marks: number, stage: Stage): DeadReason | null {
  return deadReasons[((marks >> shifts[stage]) & reasonMask) - 1] ?? null;
}

/** Whether clean or dlq tell of this raw record. */
function isTold(marks: number): boolean {
  return (marks & isClean) !== 0 || reasonAt(marks, 'validate') !== null || reasonAt(marks, 'load') !== null;
}

function count(byReason: ByReason, reason: DeadReason): void {
  byReason[reason] = (byReason[reason] ?? 0) + 1;
}
