import type { MarkedText } from './letters.ts';

/** One step of a row's way; what cannot be found says why. */
export interface TraceStep {
  step: 'table' | 'batch' | 'file' | 'clean' | 'raw' | 'letter';
  found: boolean;
  title: string;
  facts: { name: string; value: string }[];
  says: string | null;
  bytes: MarkedText | null;
}

/** A call with its way. */
export interface TracedCall {
  title: string;
  /** In raw; null for a row of the original system. */
  place: { partition: number; offset: number } | null;
  steps: TraceStep[];
}

/** What is found by now: a search through a large table takes several answers. */
export interface TraceView {
  calls: TracedCall[];
  /** Calls of a number, the last written first. */
  rows: CallLine[];
  says: string[];
  /** Where the search goes on, as `from`; null at its end. */
  next: string | null;
  /** The part of the table that was looked through, from 0 to 1. */
  share: number;
}

/** A row of the table, in short. */
export interface CallLine {
  start: string | null;
  from: string;
  to: string;
  seconds: number | null;
  /** Epoch ms. */
  loadedAt: number | null;
  /** In raw; null for a row of the original system. */
  place: { partition: number; offset: number } | null;
}

export interface TopicsView {
  topics: {
    name: string;
    settings: { name: string; value: string }[];
    partitions: { partition: number; start: number; end: number }[];
  }[];
}

export interface RecordList {
  topic: string;
  records: {
    partition: number;
    offset: number;
    at: number;
    key: string;
    value: MarkedText;
    /** Whether the value is longer than what is shown of it. */
    isCut: boolean;
    /** Of the whole value. */
    bytes: number;
    headers: { name: string; value: string }[];
  }[];
  /** The next offset of the partition; null at its end. */
  next: number | null;
  /** Records looked through. */
  searched: number;
}

export interface SchemasView {
  /** Null without a registry. */
  subject: string | null;
  says: string | null;
  compatibility: string | null;
  versions: {
    version: number;
    id: number;
    schema: string;
    released: string | null;
    fits: string;
    diff: DiffLine[];
  }[];
}

export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
}
