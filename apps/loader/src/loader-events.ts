import type { RecordBatch } from '@cdr/kafka';
import type { CutBatch, LoadResult } from './load-batch.ts';
import type { Position } from './position.ts';

/** What a session tells; the shell turns it into metrics, commits and log lines. */
export interface LoaderEvents {
  started(positions: ReadonlyMap<number, Position>): void;
  /** A partition is read at this offset: its answer is awaited. */
  reading(partition: number, offset: number): void;
  /** It has brought records, is at its end, or failed. */
  read(partition: number): void;
  /** What was read of a partition is in the window. */
  turned(partition: number, batch: RecordBatch): void;
  /** A load has come a step further. */
  loading(): void;
  loaded(batch: CutBatch, result: LoadResult & { kind: 'loaded' }): void;
  /** Every partition is read to its end and loaded: there is nothing to do. */
  idle(): void;
  movedOn(): void;
}
