import { addContent, type Checksum, type Content, emptyChecksum } from './checksum.ts';
import type { LedgerBatch } from './ledger/ledger.ts';

/** What a batch has of one partition: its rows, and the clean records of which rows must be there. */
export interface BatchSums {
  clean: Checksum;
  table: Checksum;
}

/** How many clean records of a batch came to what. */
export interface BatchFates {
  alreadyLoaded: number;
  /** In letters about a conflict only. */
  conflicts: number;
  /** In a letter that says they cannot be loaded, whatever other letters they have, or in one that may have expired. */
  refused: number;
}

/** The batches of the ledger, with checksums of their rows and of their clean records, and what the latter came to. */
export interface BatchBook {
  add(batch: LedgerBatch): void;
  /** How often the ledger has a batch. */
  times(batchId: string): number;
  get(batchId: string): LedgerBatch | undefined;
  all(): Iterable<LedgerBatch>;
  size(): number;
  addRow(batchId: string, content: Content): void;
  /** For the clean records of one partition; they count when they are complete. */
  openCleanSums(partition: number): CleanSums;
  sumsOf(batchId: string, partition: number): BatchSums;
  fatesOf(batchId: string, partition: number): BatchFates;
}

/** What the clean records of one partition add to their batches. */
export interface CleanSums {
  /** A record of which a row must be there. */
  add(batchId: string, content: Content): void;
  count(batchId: string, fate: keyof BatchFates): void;
  close(): void;
}

interface Entry {
  batch: LedgerBatch;
  times: number;
}

/** An empty book. */
export function createBatchBook(): BatchBook {
  const entries = new Map<string, Entry>();
  const ofRows = new Map<string, Checksum>();
  const ofClean = new Map<string, Checksum>();
  const fates = new Map<string, BatchFates>();

  function openCleanSums(partition: number): CleanSums {
    const sums = new Map<string, Checksum>();
    const counts = new Map<string, BatchFates>();
    return {
      add: (batchId, content) => addContent(entryOf(sums, place(batchId, partition), emptyChecksum), content),
      count: (batchId, fate) => void (entryOf(counts, place(batchId, partition), noFates)[fate] += 1),
      close() {
        for (const [at, sum] of sums) ofClean.set(at, sum);
        for (const [at, count] of counts) fates.set(at, count);
      },
    };
  }

  return {
    add(batch) {
      const times = (entries.get(batch.batchId)?.times ?? 0) + 1;
      entries.set(batch.batchId, { batch, times });
    },
    times: (batchId) => entries.get(batchId)?.times ?? 0,
    get: (batchId) => entries.get(batchId)?.batch,
    *all() {
      for (const { batch } of entries.values()) yield batch;
    },
    size: () => entries.size,
    addRow: (batchId, content) =>
      addContent(entryOf(ofRows, place(batchId, content.partition), emptyChecksum), content),
    openCleanSums,
    sumsOf(batchId, partition) {
      const at = place(batchId, partition);
      return { clean: ofClean.get(at) ?? emptyChecksum(), table: ofRows.get(at) ?? emptyChecksum() };
    },
    fatesOf: (batchId, partition) => fates.get(place(batchId, partition)) ?? noFates(),
  };
}

// Ids of batches hold no blank.
function place(batchId: string, partition: number): string {
  return `${partition} ${batchId}`;
}

function entryOf<T>(entries: Map<string, T>, at: string, make: () => T): T {
  let entry = entries.get(at);
  if (entry === undefined) entries.set(at, (entry = make()));
  return entry;
}

function noFates(): BatchFates {
  return { alreadyLoaded: 0, conflicts: 0, refused: 0 };
}
