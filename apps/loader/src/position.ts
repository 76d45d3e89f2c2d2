/** How far a partition of clean is loaded: one row of `loaded_through`. */
export interface Position {
  /** The offset in clean where loading goes on. */
  nextOffset: number;
  /** The highest raw offset loaded; a record at or below it is a replay. -1 before the first. */
  rawHighWater: number;
  /** The clean record before `nextOffset`, to recognise the log again; null before the first. */
  last: { rawOffset: number; timestamp: number } | null;
}

/** What a batch holds of one partition: the records from one position to another. */
export interface Range {
  partition: number;
  from: Position;
  to: Position;
  /** Records that count; the others in between are replays. */
  rows: number;
  /** Raw offsets of the first and last row; null without rows. */
  firstRaw: number | null;
  lastRaw: number | null;
}
