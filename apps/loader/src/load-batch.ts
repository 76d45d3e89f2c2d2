import type { Kafka } from '@cdr/kafka';
import type { ObjectStore } from '@cdr/object-store';
import { WarehouseError } from '@cdr/warehouse';
import type { Cut } from './batch-window.ts';
import type { Range } from './position.ts';
import { isolateRows } from './isolate-rows.ts';
import { createRefusals, type Refusals } from './refusals.ts';
import { type Refused, refuseConflict, refuseUnloadable, sendLetters } from './send-letters.ts';
import { stageBatch } from './staging/stage-batch.ts';
import type { CopiedBatch, RefusedBatch, Warehouse } from './warehouse/warehouse.ts';
import type { WrittenBatch } from './write-batch.ts';
import type { ParquetOptions } from './write-parquet.ts';

/** A cut batch: what it holds and how its files are written. */
export interface CutBatch {
  batchId: string;
  cut: Cut;
  openedAt: number;
  ranges: readonly Range[];
  rows: number;
  /** Of its clean records. */
  bytes: number;
  write: (how: WriteOptions) => Promise<WrittenBatch>;
}

/** Under which id files are written, and without which records. */
export type WriteOptions = Pick<ParquetOptions, 'batchId' | 'without' | 'onStep'>;

export interface LoadParts {
  kafka: Kafka;
  topics: { raw: string; clean: string; dlq: string };
  store: ObjectStore;
  warehouse: Warehouse;
  version: string;
  /** Called for each thing done, of which none takes much more than a minute: a load that goes on is no stall. */
  onStep: () => void;
}

/** What became of a batch, with the seconds each phase took. */
export type LoadResult =
  /** Another loader has moved a position: nothing was loaded here. */
  | { kind: 'moved-on' }
  | {
      kind: 'loaded';
      /** In the ledger. */
      batchId: string;
      loaded: number;
      alreadyLoaded: number;
      conflicts: number;
      unloadable: number;
      bytes: number;
      files: number;
      /** Start of the latest call, as the records have it; empty without rows. */
      latestStart: string;
      seconds: Phases;
    };

/** Of those phases that there were. */
export type Phases = Partial<Record<'write' | 'stage' | 'copy' | 'isolate' | 'commit', number>>;

/**
 * Loads one batch: Parquet files, S3, COPY into a temporary table, its dead letters, then the one transaction. Rows that the
 * warehouse refuses are found and get their letters; the rest of the batch is then loaded as a batch of its own.
 * @throws StoreError, WarehouseError, KafkaError or DuckDbError, whether the transaction was committed is then told by the
 * positions; Stop when a person must look.
 */
export async function loadBatch(batch: CutBatch, parts: LoadParts): Promise<LoadResult> {
  const clock = createClock(parts.onStep);
  const refused = createRefusals();
  const byWarehouse: Refused[] = [];
  if (batch.rows === 0) return skip(batch, parts, clock, refused);
  for (let round = 1; ; round += 1) {
    const batchId = round === 1 ? batch.batchId : `${batch.batchId}-${round}`;
    const written = await batch.write({ batchId, without: byWarehouse, onStep: parts.onStep });
    try {
      clock.end('write');
      await sendLetters(refused.add(written.unloadable.map(refuseUnloadable)), parts);
      const accounted = written.rows + refused.count();
      if (accounted !== batch.rows) throw lostInFiles(batch, accounted);
      if (written.rows === 0) return await skip({ ...batch, batchId }, parts, clock, refused);
      const result = await loadWritten({ ...batch, batchId }, written, refused, parts, clock);
      if (result.kind !== 'refused') return result;
      const { slices, rows } = written;
      const { ranges } = batch;
      const isolated = await isolateRows(
        { batchId, ranges, rows, slices, objection: result, foundBefore: byWarehouse.length },
        parts,
      );
      clock.end('isolate');
      await sendLetters(refused.add(isolated), parts);
      byWarehouse.push(...isolated);
    } finally {
      written.remove();
    }
  }
}

async function skip(
  { batchId, ranges }: CutBatch,
  { warehouse, topics }: LoadParts,
  clock: Clock,
  refused: Refusals,
): Promise<LoadResult> {
  const outcome = await warehouse.skip({ topic: topics.clean, ranges });
  clock.end('commit');
  if (outcome === 'moved-on') return { kind: 'moved-on' };
  const nothing = { loaded: 0, alreadyLoaded: 0, conflicts: 0, bytes: 0, files: 0, latestStart: '' };
  return { kind: 'loaded', batchId, ...nothing, unloadable: refused.count(), seconds: clock.seconds };
}

async function loadWritten(
  { batchId, cut, openedAt, ranges }: CutBatch,
  written: WrittenBatch,
  refused: Refusals,
  parts: LoadParts,
  clock: Clock,
): Promise<LoadResult | RefusedBatch> {
  const { warehouse, topics, version, onStep } = parts;
  const staged = await stageBatch(parts, { batchId, ranges, isComplete: true }, written);
  const stagedAt = Date.now();
  clock.end('stage');
  const copied = await warehouse.copy(staged, onStep);
  clock.end('copy');
  if (copied.kind === 'refused') return copied;
  try {
    if (copied.rows !== staged.rows) throw lost(batchId, staged.rows, copied.rows);
    const unloadable = refused.count();
    const facts = {
      batch: staged,
      topic: topics.clean,
      ranges,
      cut,
      unloadable,
      version,
      openedAt,
      stagedAt,
    };
    for (let conflicts = 0; ;) {
      conflicts += await sendConflicts(copied, parts);
      const outcome = await copied.commit({ ...facts, conflicts });
      clock.end('commit');
      if (outcome.kind === 'moved-on') return outcome;
      if (outcome.kind === 'new-conflicts') continue;
      const { loaded, alreadyLoaded } = outcome;
      const { bytes, files } = staged;
      return {
        kind: 'loaded',
        batchId,
        loaded,
        alreadyLoaded,
        conflicts,
        unloadable,
        bytes,
        files,
        latestStart: staged.maxStart,
        seconds: clock.seconds,
      };
    }
  } finally {
    await copied.close();
  }
}

// The position would move over what is neither in the files nor in a letter.
function lostInFiles({ batchId, rows }: CutBatch, written: number): Error {
  return new Error(
    `batch ${batchId} was cut from ${rows} clean records, but its files and letters would have ${written}: not loaded. It begins ` +
      'anew when the loader is started again; if that repeats, it is a fault of the loader: report this line',
  );
}

// What the staging table lacks would count as already loaded.
function lost(batchId: string, staged: number, copied: number): WarehouseError {
  return new WarehouseError(
    `batch ${batchId} has ${staged} rows in its files, but ${copied} came into the warehouse's staging table: not loaded. ` +
      'It begins anew; if that repeats, look whether the files of the batch on S3 were changed',
    'ROWS_COPIED',
    true,
  );
}

// The letters are acknowledged before the gate is taken: Kafka is never called while it is held.
async function sendConflicts(copied: CopiedBatch, parts: LoadParts): Promise<number> {
  const conflicts = await copied.conflicts();
  parts.onStep();
  if (conflicts.length === 0) return 0;
  await sendLetters(conflicts.map(refuseConflict), parts);
  await copied.remove(conflicts);
  parts.onStep();
  return conflicts.length;
}

type Clock = ReturnType<typeof createClock>;

function createClock(onStep: () => void) {
  const seconds: Phases = {};
  let began = Date.now();
  function end(phase: keyof Phases): void {
    const now = Date.now();
    seconds[phase] = (seconds[phase] ?? 0) + (now - began) / 1000;
    began = now;
    onStep();
  }
  return { seconds, end };
}
