import type { RecordBatch } from '@cdr/kafka';

/** What was read of a partition and is not loaded yet. */
export interface Waiting {
  read(batch: RecordBatch): void;
  /** All below this offset is loaded. */
  loadedThrough(offset: number): void;
  /** The Kafka timestamp of the oldest record, epoch ms; null when nothing waits. */
  oldest(): number | null;
}

/** Keeps of each batch read where it ends and how old it is: records are loaded in order, and batches as a whole. */
export function createWaiting(): Waiting {
  const batches: { end: number; timestamp: number }[] = [];
  return {
    read({ records }) {
      const [first, last] = [records[0], records.at(-1)];
      if (first && last) batches.push({ end: last.offset + 1, timestamp: first.timestamp });
    },
    loadedThrough(offset) {
      while (batches[0] !== undefined && batches[0].end <= offset) batches.shift();
    },
    oldest: () => batches[0]?.timestamp ?? null,
  };
}
