export interface BatchRow {
  batchId: string;
  committedAt: number;
  cut: string;
  rows: number;
  loaded: number;
  alreadyLoaded: number;
  conflicts: number;
  unloadable: number;
  files: number;
  bytes: number;
  /** Ms by phase, in their order. */
  phases: { phase: string; ms: number }[];
}

export interface LoadsView {
  at: number;
  batches: BatchRow[];
  /** Give it back to see older ones; null at the end. */
  next: string | null;
  /** Why batches were cut, over the last hour. */
  cuts: { cut: string; batches: number; rows: number }[];
  orphans: {
    at: number;
    batches: { batchId: string; files: number; bytes: number; ageSeconds: number }[];
  } | null;
  /** What the loader says of its parts, in plain words. */
  troubles: string[];
}

export interface BatchView extends BatchRow {
  version: string;
  manifestUrl: string;
  /** Null with `manifestProblem` when it cannot be read. */
  manifest: string | null;
  manifestProblem: string | null;
  parts: { url: string; bytes: number; rows: number }[];
  minStart: string;
  maxStart: string;
  ranges: {
    topic: string;
    partition: number;
    first: number;
    next: number;
    rows: number;
    firstRaw: number | null;
    lastRaw: number | null;
  }[];
}
