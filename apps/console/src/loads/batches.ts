import { readUtc } from '@cdr/call-record';
import type { BatchRow, BatchView, LoadsView } from '../api.ts';
import { QueryError } from '../asked/read-query.ts';
import type { WarehouseQuestions } from '../warehouse-questions.ts';
import { selectBatch, selectBatches, selectCuts, selectRanges } from './statements.ts';

interface StoredBatch {
  batch_id: string;
  cut_reason: string;
  rows_staged: number;
  rows_loaded: number;
  rows_already_loaded: number;
  rows_conflict: number;
  rows_unloadable: number;
  files: number;
  bytes: string;
  opened: string;
  staged: string;
  committed: string;
  committed_text: string;
}

interface StoredDetail extends StoredBatch {
  app_version: string;
  manifest: string;
  first_start: string;
  last_start: string;
}

interface StoredRange {
  topic: string;
  kafka_partition: number;
  first_offset: string;
  next_offset: string;
  row_count: number;
  first_raw_offset: string | null;
  last_raw_offset: string | null;
}

const pageRows = 50;
const hourMs = 3_600_000;
const batchName = /^[\w-]{1,64}$/;
const cursor = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(\.\d{1,6})?_(.*)$/;

/** A page of batches, and where to go on. @throws WarehouseError, QueryError */
export async function readBatches(
  warehouse: WarehouseQuestions,
  after: string | undefined,
): Promise<Pick<LoadsView, 'batches' | 'next'>> {
  const found = await warehouse.ask<StoredBatch>(
    'reading batches',
    selectBatches(pageRows + 1),
    readCursor(after),
  );
  const shown = found.slice(0, pageRows);
  return { batches: shown.map(toRow), next: found.length > pageRows ? cursorOf(shown.at(-1)!) : null };
}

/** Why the batches of the last hour were cut. @throws WarehouseError */
export async function readCuts(warehouse: WarehouseQuestions, now: number): Promise<LoadsView['cuts']> {
  const since = new Date(now - hourMs).toISOString().slice(0, 23).replace('T', ' ');
  const rows = await warehouse.ask<{ cut_reason: string; batches: string; row_count: string }>(
    'counting batches',
    selectCuts,
    [since],
  );
  return rows.map(({ cut_reason: cut, batches, row_count: count }) => ({
    cut,
    batches: Number(batches),
    rows: Number(count),
  }));
}

/** All that the ledger has of a batch; null when it has none of this name. @throws WarehouseError, QueryError */
export async function readBatch(
  warehouse: WarehouseQuestions,
  batchId: string,
): Promise<
  (Omit<BatchView, 'manifestUrl' | 'manifest' | 'manifestProblem' | 'parts'> & { manifestKey: string }) | null
> {
  if (!batchName.test(batchId))
    throw new QueryError('a batch is named by 1 to 64 of letters, digits, _ and -');
  const doing = `reading batch ${batchId}`;
  const [found] = await warehouse.ask<StoredDetail>(doing, selectBatch, [batchId]);
  if (found === undefined) return null;
  const ranges = await warehouse.ask<StoredRange>(doing, selectRanges, [batchId]);
  const { app_version: version, manifest: manifestKey, first_start: minStart, last_start: maxStart } = found;
  return { ...toRow(found), version, manifestKey, minStart, maxStart, ranges: ranges.map(toRange) };
}

function toRow(stored: StoredBatch): BatchRow {
  const [opened, staged, committed] = [stored.opened, stored.staged, stored.committed].map(Number) as [
    number,
    number,
    number,
  ];
  return {
    batchId: stored.batch_id,
    committedAt: committed,
    cut: stored.cut_reason,
    rows: stored.rows_staged,
    loaded: stored.rows_loaded,
    alreadyLoaded: stored.rows_already_loaded,
    conflicts: stored.rows_conflict,
    unloadable: stored.rows_unloadable,
    files: stored.files,
    bytes: Number(stored.bytes),
    phases: [
      { phase: 'collecting and staging', ms: staged - opened },
      { phase: 'loading', ms: committed - staged },
    ],
  };
}

function toRange(stored: StoredRange): BatchView['ranges'][number] {
  return {
    topic: stored.topic,
    partition: stored.kafka_partition,
    first: Number(stored.first_offset),
    next: Number(stored.next_offset),
    rows: stored.row_count,
    firstRaw: stored.first_raw_offset === null ? null : Number(stored.first_raw_offset),
    lastRaw: stored.last_raw_offset === null ? null : Number(stored.last_raw_offset),
  };
}

function cursorOf({ committed_text: committed, batch_id: batchId }: StoredBatch): string {
  return `${committed}_${batchId}`;
}

/** @throws QueryError */
function readCursor(after: string | undefined): [string, string] {
  if (after === undefined) return ['9999-12-31 00:00:00', ''];
  const [, second = '', fraction = '', batchId = ''] = cursor.exec(after) ?? [];
  // A moment that does not exist, such as 30 February, the warehouse would refuse as if it were out of order.
  if (readUtc(second).length === 0 || !batchName.test(batchId))
    throw new QueryError('after must be the "next" of an answer');
  return [second + fraction, batchId];
}
