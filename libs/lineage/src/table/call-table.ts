import type { BatchRange, CallRow, LoadBatch, RawPlace } from '../trace.ts';

/** What of a search through the table is there by now. */
export interface Searched<Found> {
  /** The last written first. */
  found: Found[];
  /** Where to go on; null when the table was looked through. */
  next: string | null;
  /** The part of the table that was looked through, from 0 to 1. */
  share: number;
}

/** How far one answer goes; the next one goes on from its `next`. */
export interface SearchBounds {
  from: string | null;
  /** Of rows found. */
  most: number;
  /** How long to look, ms; a step of some 15 ms may follow. */
  forMs: number;
}

/** The port to the table of calls and its ledger. All throw WarehouseError. */
export interface CallTable {
  /** Looks for a call's rows, and is done when it has one; more are there only if somebody besides the loaders wrote them. */
  searchCall(callId: string, bounds: Omit<SearchBounds, 'most'>): Promise<Searched<CallRow>>;
  /** Rows of a call that began then, `YYYY-MM-DD HH:MM:SS`. */
  ofCall(callId: string, start: string): Promise<CallRow[]>;
  /** Looks for rows of calls from or to a number. */
  searchNumber(number: string, bounds: SearchBounds): Promise<Searched<CallRow>>;
  /** The row that a batch made of a record. */
  inBatch(place: RawPlace, batch: LoadBatch): Promise<CallRow | null>;
  batch(batchId: string): Promise<LoadBatch | null>;
  /** Batches of this clean topic among whose records one of raw lies, the latest first; a log made anew may give several. */
  batchesAround(topic: string, place: RawPlace): Promise<LoadBatch[]>;
  /** How far each partition of this clean topic is loaded. */
  loadedThrough(topic: string): Promise<LoadedThrough[]>;
}

/** The position of the loaders in a partition. */
export interface LoadedThrough {
  partition: number;
  /** Of clean. */
  nextOffset: number;
  /** The highest raw offset before it. */
  rawHighWater: number;
}

/** The part of a batch that is of one partition; undefined when there is none. */
export function rangeOf(batch: LoadBatch, partition: number): BatchRange | undefined {
  return batch.ranges.find((range) => range.partition === partition);
}
