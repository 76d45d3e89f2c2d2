import type { OffsetRange } from '@cdr/kafka';
import type { WorkerView } from '../api.ts';
import type { Histogram } from './histogram.ts';

/** What a part answered, or why it did not. */
export type Seen<T> = { kind: 'seen'; value: T } | { kind: 'unseen'; why: string };

/**
 * One look: Kafka and the warehouse from outside, which status rests on, as a worker that is dead says nothing; `workers` adds what
 * those that answer say.
 */
export interface Look {
  /** Epoch ms. */
  at: number;
  kafka: Seen<KafkaLook>;
  warehouse: Seen<WarehouseLook>;
  workers: InstanceLook[];
}

/** Topics and groups, by partition where a list. */
export interface KafkaLook {
  raw: OffsetRange[];
  clean: OffsetRange[];
  dlq: OffsetRange[];
  /** Offset of raw behind which the validators have dealt with every record; null before the first. */
  validatedThrough: (number | null)[];
  /** Members of each group. */
  validators: number;
  loaders: number;
}

export interface WarehouseLook {
  /** Offset of clean behind which every row is loaded; a partition without a row is missing. */
  loadedThrough: ReadonlyMap<number, number>;
  /** `tookMs`: from its first record to its commit. */
  lastLoad: { at: number; rows: number; batchId: string; tookMs: number } | null;
}

/** What one process said of itself. */
export interface InstanceLook extends WorkerView {
  /** Parts that it waits for. */
  troubles: string[];
  validation: Histogram | null;
  endToEnd: Histogram | null;
}

/** The value, or undefined where the part did not answer. */
export function valueOf<T>(seen: Seen<T> | undefined): T | undefined {
  return seen?.kind === 'seen' ? seen.value : undefined;
}

/** Asks a part; that it does not answer is a value as well. */
export async function see<T>(ask: () => Promise<T>): Promise<Seen<T>> {
  try {
    return { kind: 'seen', value: await ask() };
  } catch (error) {
    return { kind: 'unseen', why: error instanceof Error ? error.message : String(error) };
  }
}
