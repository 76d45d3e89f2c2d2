import type { DeadReason, Place, Stage } from '@cdr/kafka';

/** Where a record stands in raw. */
export interface RawPlace {
  partition: number;
  offset: number;
}

/**
 * A step of a record's way: what is held there, or in words why nothing is. `none`: there is nothing; `expired`: there may
 * have been, and it is kept no longer; `elsewhere`: it is of another topic or log; `unread`: nobody knows, for a part
 * could not be asked, or it would be too much to read.
 */
export type Step<Held> =
  ({ kind: 'held' } & Held) | { kind: 'none' | 'expired' | 'elsewhere' | 'unread'; says: string };

/**
 * What became of a record. `loaded`: it has a row; `original`: a row of the original system, which came by no record;
 * `waiting`: in clean, and not loaded yet; `dead`: it has a letter; `already-loaded`: the loaders are past it, and its call had
 * a row; `not-judged`: in raw, and neither in clean nor in the dead letters; `unknown`: the steps say why.
 */
export type Fate = 'loaded' | 'original' | 'waiting' | 'dead' | 'already-loaded' | 'not-judged' | 'unknown';

/** The way of one record, from the table back to raw. */
export interface Trace {
  fate: Fate;
  /** null for a row of the original system. */
  place: RawPlace | null;
  row: Step<{ row: CallRow }>;
  batch: Step<{ batch: LoadBatch }>;
  file: Step<FoundFile>;
  clean: Step<{ record: TracedRecord }>;
  raw: Step<RawRecord>;
  /** The letter that decides what became of the record, where it has no row. */
  letter: Step<{ letter: DeadLetter }>;
}

/** A row of telecom.telecom_data. What lineage a row of the original system has none of is null. */
export interface CallRow {
  callId: string | null;
  /** Whether the source itself named the call. */
  isNamedBySource: boolean;
  fingerprint: string | null;
  place: RawPlace | null;
  /** Kafka's time of the raw record, epoch ms. */
  ingestedAt: number | null;
  batchId: string | null;
  /** Epoch ms. */
  loadedAt: number | null;
  /** The business columns that are not null, by name, as text. */
  call: Partial<Record<string, string>>;
}

/** A row of telecom.load_batch, with its rows of telecom.load_range; times are epoch ms. */
export interface LoadBatch {
  batchId: string;
  cutReason: string;
  staged: number;
  loaded: number;
  alreadyLoaded: number;
  conflicts: number;
  unloadable: number;
  files: number;
  bytes: number;
  /** Its key in the bucket. */
  manifest: string;
  /** Earliest and latest start of its calls, as the table has them. */
  minStart: string;
  maxStart: string;
  appVersion: string;
  openedAt: number;
  stagedAt: number;
  committedAt: number;
  ranges: BatchRange[];
}

/** What a batch holds of one partition: offsets of clean from `first` up to, not including, `next`. */
export interface BatchRange {
  topic: string;
  partition: number;
  first: number;
  next: number;
}

/** The file that holds a row, by its URL; several where it may be any of them, and `says` then tells why. */
export interface FoundFile {
  urls: string[];
  says?: string;
}

/** A record of a log. */
export interface TracedRecord extends Place {
  /** Kafka's, epoch ms. */
  timestamp: number;
  key: Buffer | null;
  value: Buffer | null;
}

/** A record of raw, with what its headers say. */
export interface RawRecord {
  record: TracedRecord;
  /** The id of the schema that it names, or the text that is no id; null when it names none. */
  schemaId: number | string | null;
  /** The record in whose stead it was sent back; null for one that a producer sent. */
  replaces: Place | null;
}

/** What a dead letter says; its bytes are those of raw. */
export interface DeadLetter {
  /** In dlq. */
  record: TracedRecord;
  stage: Stage;
  reason: DeadReason;
  /** All rules the record breaks, with commas between them. */
  rules: string;
  /** What is asked, in words that never quote the record. */
  error: string;
  /** How often the record was sent back before; Infinity when nobody knows. */
  replays: number;
  /** The first record of the call, in raw, for `duplicate` and `conflict`. */
  duplicateOf: RawPlace | null;
}
