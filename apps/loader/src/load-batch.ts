import { type Kafka, type OutgoingMessage, writeDeadLetter } from '@cdr/kafka';
import type { Cut } from './batch-window.ts';
import type { Range } from './position.ts';
import { readRawRecord } from './read-raw-record.ts';
import type { ObjectStore } from './staging/object-store.ts';
import { stageBatch } from './staging/stage-batch.ts';
import type { Conflict, CopiedBatch, Warehouse } from './warehouse/warehouse.ts';
import type { WrittenBatch } from './write-parquet.ts';

/** A cut batch: what it holds and how its files are written. */
export interface CutBatch {
  batchId: string;
  cut: Cut;
  openedAt: number;
  ranges: readonly Range[];
  rows: number;
  write: () => Promise<WrittenBatch>;
}

export interface LoadParts {
  kafka: Kafka;
  topics: { raw: string; clean: string; dlq: string };
  store: ObjectStore;
  warehouse: Warehouse;
  version: string;
}

/** What became of a batch, with the seconds each phase took. */
export type LoadResult =
  | { kind: 'moved-on' }
  | {
      kind: 'loaded';
      loaded: number;
      alreadyLoaded: number;
      conflicts: number;
      bytes: number;
      files: number;
      seconds: Phases;
    };

export interface Phases {
  write: number;
  stage: number;
  copy: number;
  commit: number;
}

/**
 * Loads one batch: Parquet files, S3, COPY into a temporary table, its dead letters, then the one transaction.
 * @throws StoreError, WarehouseError or KafkaError; whether the transaction was committed is then told by the positions.
 */
export async function loadBatch(batch: CutBatch, parts: LoadParts): Promise<LoadResult> {
  const { store, warehouse, topics, version } = parts;
  const clock = createClock();
  if (batch.rows === 0) {
    const outcome = await warehouse.skip({ topic: topics.clean, ranges: batch.ranges });
    if (outcome === 'moved-on') return { kind: 'moved-on' };
    return {
      kind: 'loaded',
      loaded: 0,
      alreadyLoaded: 0,
      conflicts: 0,
      bytes: 0,
      files: 0,
      seconds: clock.seconds,
    };
  }

  const written = await batch.write();
  clock.end('write');
  const staged = await stageBatch(store, topics.clean, batch.batchId, written, batch.ranges);
  const stagedAt = Date.now();
  clock.end('stage');
  const copied = await warehouse.copy(staged);
  try {
    clock.end('copy');
    for (let conflicts = 0; ;) {
      conflicts += await sendConflicts(copied, parts);
      const { cut, openedAt, ranges } = batch;
      const load = {
        batch: staged,
        topic: topics.clean,
        ranges,
        cut,
        conflicts,
        version,
        openedAt,
        stagedAt,
      };
      const outcome = await copied.commit(load);
      clock.end('commit');
      if (outcome.kind === 'moved-on') return outcome;
      if (outcome.kind === 'new-conflicts') continue;
      const { loaded, alreadyLoaded } = outcome;
      const { bytes, files } = staged;
      return { kind: 'loaded', loaded, alreadyLoaded, conflicts, bytes, files, seconds: clock.seconds };
    }
  } finally {
    await copied.close();
  }
}

// The letters are acknowledged before the gate is taken: Kafka is never called while it is held.
async function sendConflicts(copied: CopiedBatch, parts: LoadParts): Promise<number> {
  const conflicts = await copied.conflicts();
  if (conflicts.length === 0) return 0;
  const dlq = await parts.kafka.openPublisher(parts.topics.dlq);
  try {
    for (const conflict of conflicts)
      await dlq.publish(conflict.rawPartition, [await letter(conflict, parts)]);
  } finally {
    await dlq.close();
  }
  await copied.remove(conflicts);
  return conflicts.length;
}

async function letter(
  { rawPartition, rawOffset, of }: Conflict,
  { kafka, topics, version }: LoadParts,
): Promise<OutgoingMessage> {
  const record = await readRawRecord(kafka, topics.raw, rawPartition, rawOffset);
  const error =
    `the same call (caller, receiver, start) with other content came first, from raw partition ${of.partition} ` +
    `offset ${of.offset}`;
  const complaint = {
    reason: 'conflict',
    rules: ['is-no-conflict'],
    path: '',
    error,
    duplicateOf: of.offset,
  } as const;
  const origin = {
    stage: 'load',
    topic: topics.raw,
    partition: rawPartition,
    version,
    failedAt: Date.now(),
  } as const;
  return writeDeadLetter(record, complaint, origin);
}

function createClock() {
  const seconds: Phases = { write: 0, stage: 0, copy: 0, commit: 0 };
  let began = Date.now();
  function end(phase: keyof Phases): void {
    const now = Date.now();
    seconds[phase] += (now - began) / 1000;
    began = now;
  }
  return { seconds, end };
}
