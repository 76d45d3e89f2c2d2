import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { migrateWarehouse, type StartedParts, startParts } from '@cdr/infra';
import pg from 'pg';
import { type Ledger, openLedger } from './ledger.ts';

let parts: StartedParts<{ warehouse: true }>;
let client: pg.Client;

beforeAll(async () => {
  parts = await startParts({ warehouse: true });
  const { url } = parts.warehouse;
  await migrateWarehouse({ url, topic: 'clean', partitions: 2 });
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await parts.stop();
});
beforeEach(async () => {
  await client.query('TRUNCATE telecom.telecom_data, telecom.load_batch, telecom.load_range');
});

interface Batch {
  id: string;
  topic?: string;
  rows?: { staged: number; loaded: number; already?: number; conflict?: number; unloadable?: number };
  /** partition, first offset, next offset, rows, first raw, last raw */
  ranges: [number, number, number, number, number, number][];
  committedAt?: string;
}

async function addBatch({ id, topic = 'clean', rows, ranges, committedAt }: Batch): Promise<void> {
  const { staged, loaded, already = 0, conflict = 0, unloadable = 0 } = rows ?? { staged: 0, loaded: 0 };
  const at = committedAt ?? '2023-11-15 14:30:22';
  await client.query(
    `INSERT INTO telecom.load_batch (batch_id, cut_reason, rows_staged, rows_loaded, rows_already_loaded,
       rows_conflict, rows_unloadable, files, bytes, manifest, min_start, max_start, app_version, opened_at, staged_at,
       committed_at) VALUES ($1, 'age', $2, $3, $4, $5, $6, 1, 1, 'm', $7, $7, '0', $7, $7, $7)`,
    [id, staged, loaded, already, conflict, unloadable, at],
  );
  for (const range of ranges)
    await client.query('INSERT INTO telecom.load_range VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
      id,
      topic,
      ...range,
    ]);
}

async function addRow(batch: string, partition: number, offset: number, call = `${batch}${offset}`) {
  await client.query(
    `INSERT INTO telecom.telecom_data (caller_name, receiver_name, caller_id, receiver_id, start_datetime, end_datetime,
       call_duration, network_provider, total_amount, call_id, fingerprint, raw_partition, raw_offset, ingested_at,
       batch_id, loaded_at)
     VALUES ('a', 'b', '+19145551234', '911', now(), now(), 60, 'c', 0.05, $1, 'f', $2, $3, now(), $4, now())`,
    [call, partition, offset, batch],
  );
}

function ledger(first: number, second = { start: 0, end: 0 }, end = 100): Ledger {
  return openLedger(client, 'clean', [{ start: first, end }, second]);
}

describe('the ledger of a clean topic', () => {
  test('is compared from the start where the topic holds all', async () => {
    await addBatch({ id: 'one', ranges: [[0, 0, 60, 58, 0, 70]] });
    await addBatch({ id: 'two', ranges: [[0, 60, 100, 40, 71, 130]] });
    expect(await ledger(0).partitions()).toEqual([
      { from: 0, rawHighWater: -1, rows: 98 },
      { from: 0, rawHighWater: -1, rows: 0 },
    ]);
  });

  test('is compared from behind the range that lost its beginning', async () => {
    await addBatch({ id: 'one', ranges: [[0, 0, 60, 58, 0, 70]] });
    await addBatch({ id: 'two', ranges: [[0, 60, 100, 40, 71, 130]] });
    expect((await ledger(20).partitions())[0]).toEqual({ from: 60, rawHighWater: 70, rows: 40 });
    expect((await ledger(60).partitions())[0]).toEqual({ from: 60, rawHighWater: 70, rows: 40 });
    expect((await ledger(80).partitions())[0]).toEqual({ from: 100, rawHighWater: 130, rows: 0 });
    expect((await ledger(100).partitions())[0]).toEqual({ from: 100, rawHighWater: 130, rows: 0 });
  });

  test('leaves out other topics and later loads', async () => {
    const rows = { staged: 1, loaded: 1 };
    await addBatch({ id: 'mine', rows, ranges: [[0, 0, 100, 1, 0, 0]] });
    await addBatch({ id: 'later', rows, ranges: [[0, 100, 101, 1, 1, 1]] });
    await addBatch({ id: 'other', topic: 'older', rows, ranges: [[0, 0, 100, 1, 0, 0]] });
    for (const batch of ['mine', 'later', 'other']) await addRow(batch, 0, 0);
    const one = ledger(0);
    expect((await one.partitions())[0]!.rows).toBe(1);
    expect(await one.sums()).toMatchObject({ inRanges: 1, staged: 1, loaded: 1, tableRows: 1, strayRows: 0 });
    expect(
      await one.runLoads([
        { start: 0, end: 50 },
        { start: 0, end: 0 },
      ]),
    ).toMatchObject({ loaded: 1, batches: 1 });
  });

  test('sums what became of the rows, and finds strays and calls that are there twice', async () => {
    const rows = { staged: 6, loaded: 3, already: 2, conflict: 1, unloadable: 4 };
    await addBatch({
      id: 'one',
      rows,
      ranges: [
        [0, 0, 9, 7, 0, 9],
        [1, 0, 3, 3, 0, 3],
      ],
    });
    await addRow('one', 0, 1, 'call');
    await addRow('one', 1, 1, 'call');
    await addRow('nobody', 0, 2);
    expect(await ledger(0, { start: 0, end: 3 }).sums()).toEqual({
      inRanges: 10,
      staged: 6,
      loaded: 3,
      alreadyLoaded: 2,
      conflicts: 1,
      unloadable: 4,
      tableRows: 2,
      strayRows: 1,
      repeatedCalls: 1,
    });
  });

  test('counts a run by its raw offsets, with the last commit in UTC', async () => {
    await addBatch({ id: 'before', ranges: [[0, 0, 10, 10, 0, 19]] });
    await addBatch({ id: 'across', ranges: [[0, 10, 20, 10, 20, 39]], committedAt: '2023-11-15 14:30:23.5' });
    for (const [batch, offset] of [
      ['before', 19],
      ['across', 29],
      ['across', 30],
      ['across', 39],
    ] as const)
      await addRow(batch, 0, offset);
    const run = [
      { start: 30, end: 40 },
      { start: 0, end: 0 },
    ];
    expect(await ledger(0).runLoads(run)).toEqual({
      loaded: 2,
      batches: 1,
      committedAt: Date.UTC(2023, 10, 15, 14, 30, 23, 500),
    });
  });

  test('knows which raw records are in the table, and which lie in a batch', async () => {
    await addBatch({ id: 'one', ranges: [[0, 0, 10, 10, 5, 9]] });
    await addRow('one', 0, 7);
    const places = [
      { partition: 0, offset: 7 },
      { partition: 0, offset: 10 },
      { partition: 1, offset: 7 },
      { partition: 0, offset: 8 },
    ];
    expect(await ledger(0).inTable(places)).toEqual(new Set(['0/7']));
    expect(await ledger(0).inBatches(places)).toEqual(new Set(['0/7', '0/8']));
    expect(await ledger(0).inTable([])).toEqual(new Set());
  });
});
