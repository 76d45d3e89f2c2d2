import type { DeadReason } from '@cdr/kafka';
import type { Marks } from './marks.ts';
import {
  isClean,
  isCompared,
  isExcused,
  isLost,
  isRaw,
  isRow,
  isRowTwice,
  isSettled,
  reasonAt,
} from './raw-marks.ts';
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

/** The marks to count, and of what. */
export interface MarkedSpan {
  partition: number;
  marks: Marks;
  /** Raw holds nothing below. */
  rawStart: number;
  judged: Judged;
  /** Raw offsets from here up to, not including, `to`. */
  from: number;
  to: number;
}

const noClean = { records: 0, loaded: 0, alreadyLoaded: 0, refused: 0, waiting: 0, unjudged: 0 };

/** Counts and judges what is marked. */
export function auditMarks({ partition, marks, rawStart, judged, from, to }: MarkedSpan): PartitionAudit {
  const raw: RawSum = { records: 0, clean: 0, dead: 0, deadByReason: {}, open: 0, unjudged: 0 };
  const clean: CleanSum = { ...noClean, refusedByReason: {} };
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
    partition,
    raw,
    clean,
    missing: missing.found(),
    unknown: unknown.found(),
    lost: lost.found(),
    strayRows: strayRows.found(),
    repeatedRows: repeatedRows.found(),
  };
}

/** Whether clean or dlq tell of this raw record. */
function isTold(marks: number): boolean {
  return (marks & isClean) !== 0 || reasonAt(marks, 'validate') !== null || reasonAt(marks, 'load') !== null;
}

function count(byReason: ByReason, reason: DeadReason): void {
  byReason[reason] = (byReason[reason] ?? 0) + 1;
}
