import { crc32 } from 'node:zlib';
import type { LedgerBatch } from './ledger/ledger.ts';

/** A record's content by where it stands: what the table and clean must agree on. */
export interface Content {
  partition: number;
  rawOffset: number;
  callId: string;
  fingerprint: string;
}

/** The batches of the ledger, and for each and partition a sum over the contents of its rows and over those of its clean records. */
export interface BatchBook {
  add(batch: LedgerBatch): void;
  /** How often the ledger has a batch. */
  times(batchId: string): number;
  get(batchId: string): LedgerBatch | undefined;
  all(): Iterable<LedgerBatch>;
  size(): number;
  addRow(batchId: string, content: Content): void;
  /** Sums over clean records that have a row, for one partition; they count when they are complete. */
  openCleanSums(partition: number): CleanSums;
  /** Whether a batch's rows of a partition are not what clean says. */
  disagrees(batchId: string, partition: number): boolean;
}

/** Sums over the clean records of one partition. */
export interface CleanSums {
  add(batchId: string, content: Content): void;
  close(): void;
}

interface Entry {
  batch: LedgerBatch;
  times: number;
}

/** An empty book. */
export function createBatchBook(): BatchBook {
  const entries = new Map<string, Entry>();
  // What rows have more than clean records, by batch and partition: 0 where they agree. Of 32 bits: larger sums of floats
  // would depend on their order.
  const differences = new Map<string, number[]>();

  function sum(batchId: string, partition: number, difference: number): void {
    const ofBatch = differences.get(batchId) ?? [];
    ofBatch[partition] = ((ofBatch[partition] ?? 0) + difference) >>> 0;
    differences.set(batchId, ofBatch);
  }

  function openCleanSums(partition: number): CleanSums {
    const sums = new Map<string, number>();
    return {
      add: (batchId, content) =>
        void sums.set(batchId, ((sums.get(batchId) ?? 0) + contentNumber(content)) >>> 0),
      close() {
        for (const [batchId, total] of sums) sum(batchId, partition, -total);
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
    addRow: (batchId, content) => sum(batchId, content.partition, contentNumber(content)),
    openCleanSums,
    disagrees: (batchId, partition) => (differences.get(batchId)?.[partition] ?? 0) !== 0,
  };
}

function contentNumber({ partition, rawOffset, callId, fingerprint }: Content): number {
  return crc32(`${partition} ${rawOffset} ${callId} ${fingerprint}`);
}
