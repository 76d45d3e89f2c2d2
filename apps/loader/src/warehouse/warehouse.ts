import type { Cut } from '../batch-window.ts';
import type { Position, Range } from '../position.ts';
import type { StagedBatch } from '../staging/stage-batch.ts';

/** The port to the warehouse: positions, and loads by rules 6 to 9 of docs/architecture.md. */
export interface Warehouse {
  /** One row each, put there by the migration. @throws Stop when a partition has none or several, WarehouseError */
  readPositions(topic: string, partitions: readonly number[]): Promise<Map<number, Position>>;
  /**
   * Copies a staged batch into a temporary table on a dedicated connection, committed by itself: all of it, or nothing
   * because of some row. `onStep` is called for each object read and each statement done.
   * @throws WarehouseError; Stop when files and table do not fit
   */
  copy(batch: StagedBatch, onStep: () => void): Promise<CopiedBatch | RefusedBatch>;
  /** Moves positions over ranges that hold nothing but replays. @throws WarehouseError */
  skip(move: Move): Promise<'committed' | 'moved-on'>;
  /** Cuts every connection; a load under way fails. */
  close(): Promise<void>;
}

/** The positions a load moves, all or none. */
export interface Move {
  topic: string;
  ranges: readonly Range[];
}

/** A batch of which the warehouse takes nothing, because it refuses some row. */
export interface RefusedBatch extends Objection {
  kind: 'refused';
}

/** What the warehouse says against a row, without its values. */
export interface Objection {
  /** null when it names none. */
  column: string | null;
  why: string;
}

/** A batch in its temporary table. */
export interface CopiedBatch {
  kind: 'copied';
  rows: number;
  /** Rows whose call is there, in this batch or in the table, with other content. */
  conflicts(): Promise<Conflict[]>;
  /** Takes rows out whose letters are acknowledged. */
  remove(conflicts: readonly Conflict[]): Promise<void>;
  /** The one transaction: gate, positions, comparison, rows, ledger. */
  commit(load: Load): Promise<Outcome>;
  close(): Promise<void>;
}

/** A staged row that says other things of a call than the row that came first. */
export interface Conflict {
  rawPartition: number;
  rawOffset: number;
  /** Kafka's time of the raw record, epoch ms. */
  ingestedAt: number;
  /** The raw offset of the first, and its partition. */
  of: { partition: number; offset: number };
}

/** What the ledger keeps of a load. */
export interface Load extends Move {
  batch: StagedBatch;
  cut: Cut;
  conflicts: number;
  /** Records of the ranges that could not go into the files; they have their letters. */
  unloadable: number;
  version: string;
  /** When the window opened and when the files were on S3, epoch ms. */
  openedAt: number;
  stagedAt: number;
}

export type Outcome =
  | { kind: 'committed'; loaded: number; alreadyLoaded: number }
  /** Another loader moved a position: read them again. */
  | { kind: 'moved-on' }
  /** A row that came into the table meanwhile conflicts: write its letter, then commit again. */
  | { kind: 'new-conflicts' };
