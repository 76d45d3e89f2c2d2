import type { BatchRange, CallRow, LoadBatch, RawPlace } from '../trace.ts';

/** The port to the table of calls and its ledger. All throw WarehouseError. */
export interface CallTable {
  /** Rows of a call: one, if nobody has written to the table besides the loaders. */
  byCall(callId: string): Promise<CallRow[]>;
  /** Rows of a call that began then, `YYYY-MM-DD HH:MM:SS`. */
  ofCall(callId: string, start: string): Promise<CallRow[]>;
  /** Rows of calls from or to a number, the latest start first. */
  byNumber(number: string, most: number): Promise<CallRow[]>;
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
