import type { CanonicalRecord } from '@cdr/call-record';

/** The port to what the warehouse says and holds. Offsets and counts are numbers, times epoch ms. */
export interface Ledger {
  /** Looks at one moment of the warehouse, however long the work takes. @throws WarehouseError */
  look<T>(work: (look: LedgerLook) => Promise<T>): Promise<T>;
  /** Which of these calls have a row now, with its fingerprints. @throws WarehouseError */
  findCalls(calls: readonly CallKey[]): Promise<Map<string, Set<string>>>;
  /** The rows of one batch as they are now. @throws WarehouseError */
  rowsOf(batchId: string, onRow: (row: TableRow) => void): Promise<void>;
  /** Which of these batches have a row in the ledger now. @throws WarehouseError */
  knownBatches(batchIds: readonly string[]): Promise<Set<string>>;
}

/** One moment of the warehouse, asked about a clean topic. */
export interface LedgerLook {
  /** Rows of `loaded_through`; a partition should have one. */
  positions(): Promise<Position[]>;
  /** Rows of `load_range`, by partition and first offset. */
  ranges(onRange: (range: LedgerRange) => void): Promise<void>;
  /** Rows of `load_batch`, of any topic. */
  batches(onBatch: (batch: LedgerBatch) => void): Promise<void>;
  /** Rows of the table from batches of this topic: above the raw offset given for their partition, and all of other partitions. */
  rows(above: readonly number[], onRow: (row: TableRow) => void): Promise<void>;
  /** Rows of the table whose batch the ledger does not know. */
  foreignRows(): Promise<ForeignRows>;
  /** Calls with several rows. */
  repeatedCalls(): Promise<RepeatedCalls>;
}

export interface Position {
  partition: number;
  nextOffset: number;
  rawHighWater: number;
}

/** What a batch holds of one partition: offsets of clean from `first` up to, not including, `next`. */
export interface LedgerRange {
  batchId: string;
  partition: number;
  first: number;
  next: number;
  rows: number;
  /** Highest raw offset; null without rows. */
  lastRaw: number | null;
  firstRaw: number | null;
}

export interface LedgerBatch {
  batchId: string;
  staged: number;
  loaded: number;
  alreadyLoaded: number;
  conflicts: number;
  unloadable: number;
  files: number;
  bytes: number;
  committedAt: number;
  /** Rows in its ranges; null when it has none. */
  inRanges: number | null;
  /** Rows of the table that name it. */
  tableRows: number;
}

/** A row of the table: lineage, and the call as it stands there. */
export interface TableRow {
  batchId: string;
  partition: number;
  rawOffset: number;
  callId: string;
  fingerprint: string;
  /** Epoch ms; NaN for what no load writes. */
  ingestedAt: number;
  loadedAt: number;
  call: CanonicalRecord;
}

/** A row by its lineage. */
export interface RowPlace {
  partition: number;
  rawOffset: number;
  batchId: string;
}

export interface ForeignRows {
  rows: number;
  /** The first few. */
  places: RowPlace[];
}

export interface RepeatedCalls {
  calls: number;
  /** Rows of the first few such calls, a list a call. */
  places: RowPlace[][];
}

/** A call to look for. Its start bounds the search: it is part of the call's identity. */
export interface CallKey {
  callId: string;
  /** `YYYY-MM-DD HH:MM:SS` */
  start: string;
}
