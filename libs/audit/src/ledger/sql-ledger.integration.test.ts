import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { migrateWarehouse, type StartedParts, startParts } from '@cdr/infra';
import { type Client, type Connections, createConnections } from '@cdr/warehouse';
import { loadedAt, makeCall, rowOf } from '../testing/world.ts';
import type { Ledger, LedgerBatch, LedgerLook, LedgerRange, TableRow } from './ledger.ts';
import { openLedger } from './sql-ledger.ts';

let parts: StartedParts<{ warehouse: true }>;
let connections: Connections;
let client: Client;
let ledger: Ledger;

beforeAll(async () => {
  parts = await startParts({ warehouse: true });
  const { url } = parts.warehouse;
  await migrateWarehouse({ url, topic: "it's clean", partitions: 2 });
  connections = createConnections({ url, password: undefined, application: 'test' });
  client = await connections.open();
  ledger = openLedger(connections, "it's clean");
});
afterAll(async () => {
  connections.cutAll();
  await parts.stop();
});
beforeEach(() => client.query('TRUNCATE telecom.telecom_data, telecom.load_batch, telecom.load_range'));

interface Batch {
  id: string;
  topic?: string;
  /** partition, first offset, next offset, rows, first raw, last raw */
  ranges: (number | null)[][];
}

async function addBatch({ id, topic = "it's clean", ranges }: Batch): Promise<void> {
  const at = '2023-11-15 14:30:22.5';
  await client.query(
    `INSERT INTO telecom.load_batch (batch_id, cut_reason, rows_staged, rows_loaded, rows_already_loaded,
       rows_conflict, rows_unloadable, files, bytes, manifest, min_start, max_start, app_version, opened_at, staged_at,
       committed_at) VALUES ($1, 'age', 9, 3, 4, 2, 1, 2, 5000000000, 'm', $2, $2, '0', $2, $2, $2)`,
    [id, at],
  );
  for (const range of ranges)
    await client.query('INSERT INTO telecom.load_range VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
      id,
      topic,
      ...range,
    ]);
}

/** A row as a load writes it; calls differ by their number. */
async function addRow(
  batchId: string,
  partition: number,
  rawOffset: number,
  number = rawOffset,
): Promise<TableRow> {
  const ingestedAt = 1_684_000_000_120 + number;
  const row = rowOf(batchId, { partition, rawOffset, ingestedAt, call: makeCall(number) });
  await client.query(
    `INSERT INTO telecom.telecom_data (${Object.keys(row.call).join(', ')}, call_id, fingerprint, raw_partition,
       raw_offset, batch_id, ingested_at, loaded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[...Object.values(row.call), row.callId, row.fingerprint, partition, rawOffset, batchId],
      ...[row.ingestedAt, loadedAt].map((instant) => new Date(instant).toISOString().slice(0, 23)),
    ],
  );
  return row;
}

async function rowsIn(look: LedgerLook, above: number[]): Promise<string[]> {
  const found: string[] = [];
  await look.rows(above, ({ batchId, partition, rawOffset }) =>
    found.push(`${batchId} ${partition}/${rawOffset}`),
  );
  return found.sort();
}

describe('the ledger over SQL', () => {
  test('is one moment, whatever is committed meanwhile', async () => {
    await addBatch({ id: 'before', ranges: [[0, 0, 3, 3, 0, 2]] });
    await addRow('before', 0, 0);
    await ledger.look(async (look) => {
      expect(await look.positions()).toHaveLength(2);
      await addBatch({ id: 'meanwhile', ranges: [[0, 3, 4, 1, 3, 3]] });
      await addRow('meanwhile', 0, 3);
      const batches: string[] = [];
      await look.batches(({ batchId }) => batches.push(batchId));
      expect(batches).toEqual(['before']);
      expect(await rowsIn(look, [-1, -1])).toEqual(['before 0/0']);
    });
    expect([...(await ledger.knownBatches(['before', 'meanwhile', 'never']))].sort()).toEqual([
      'before',
      'meanwhile',
    ]);
  });

  test('gives positions, ranges in order, and each batch with its sums', async () => {
    await addBatch({
      id: 'two',
      ranges: [
        [1, 0, 4, 4, 0, 3],
        [0, 60, 100, 40, 71, 130],
      ],
    });
    await addBatch({
      id: 'one',
      ranges: [
        [0, 0, 60, 58, 0, 70],
        [1, 4, 6, 0, null, null],
      ],
    });
    await addBatch({ id: 'other', topic: 'older', ranges: [[0, 0, 5, 5, 0, 4]] });
    for (const rawOffset of [0, 1]) await addRow('one', 0, rawOffset);
    await ledger.look(async (look) => {
      expect(await look.positions()).toEqual([
        { partition: 0, nextOffset: 0, rawHighWater: -1 },
        { partition: 1, nextOffset: 0, rawHighWater: -1 },
      ]);
      const ranges: LedgerRange[] = [];
      await look.ranges((range) => ranges.push(range));
      expect(ranges.map(({ batchId, partition, first }) => [batchId, partition, first])).toEqual([
        ['one', 0, 0],
        ['two', 0, 60],
        ['two', 1, 0],
        ['one', 1, 4],
      ]);
      expect(ranges[1]).toMatchObject({ next: 100, rows: 40, firstRaw: 71, lastRaw: 130 });
      expect(ranges[3]).toMatchObject({ rows: 0, firstRaw: null, lastRaw: null });
      const batches: LedgerBatch[] = [];
      await look.batches((batch) => batches.push(batch));
      expect(batches).toHaveLength(3);
      expect(batches.find(({ batchId }) => batchId === 'one')).toEqual({
        batchId: 'one',
        staged: 9,
        loaded: 3,
        alreadyLoaded: 4,
        conflicts: 2,
        unloadable: 1,
        files: 2,
        bytes: 5_000_000_000,
        inRanges: 58,
        tableRows: 2,
        committedAt: Date.UTC(2023, 10, 15, 14, 30, 22, 500),
      });
    });
  });

  test('gives the rows of its topic above an offset of each partition, as they were loaded', async () => {
    await addBatch({
      id: 'mine',
      ranges: [
        [0, 0, 9, 9, 0, 8],
        [1, 0, 9, 9, 0, 8],
      ],
    });
    await addBatch({ id: 'older', topic: 'older', ranges: [[0, 0, 9, 9, 0, 8]] });
    const kept = [await addRow('mine', 7, 6), await addRow('mine', 0, 5), await addRow('mine', 1, 3)];
    for (const [batch, partition, offset] of [
      ['mine', 0, 4],
      ['older', 0, 6],
      ['nobody', 0, 7],
    ] as const)
      await addRow(batch, partition, offset, 100 + offset);
    await ledger.look(async (look) => {
      const found: TableRow[] = [];
      await look.rows([4, 2], (row) => found.push(row));
      const asText = kept.map((row) => ({
        ...row,
        call: { ...row.call, call_duration: String(row.call.call_duration) },
      }));
      expect(found.sort((a, b) => b.rawOffset - a.rawOffset)).toEqual(asText);
    });
    const ofBatch: number[] = [];
    await ledger.rowsOf('mine', ({ rawOffset }) => ofBatch.push(rawOffset));
    expect(ofBatch.sort()).toEqual([3, 4, 5, 6]);
  });

  test('takes a time that no load wrote for none', async () => {
    await addBatch({ id: 'one', ranges: [[0, 0, 9, 9, 0, 8]] });
    await addRow('one', 0, 1);
    await client.query(
      "UPDATE telecom.telecom_data SET ingested_at = ingested_at + interval '1 microsecond'",
    );
    const found: TableRow[] = [];
    await ledger.rowsOf('one', (row) => found.push(row));
    expect(found).toMatchObject([{ ingestedAt: Number.NaN, loadedAt }]);
  });

  test('names rows of batches it does not know, and calls that are there twice', async () => {
    await addBatch({ id: 'one', ranges: [[0, 0, 9, 9, 0, 8]] });
    await addRow('one', 0, 1);
    await addRow('one', 0, 2, 1);
    for (let rawOffset = 10; rawOffset < 40; rawOffset += 1) await addRow('nobody', 1, rawOffset);
    await ledger.look(async (look) => {
      const foreign = await look.foreignRows();
      expect(foreign.rows).toBe(30);
      expect(foreign.places).toHaveLength(20);
      expect(foreign.places[0]).toEqual({ partition: 1, rawOffset: 10, batchId: 'nobody' });
      expect(await look.repeatedCalls()).toEqual({
        calls: 1,
        places: [
          [
            { partition: 0, rawOffset: 1, batchId: 'one' },
            { partition: 0, rawOffset: 2, batchId: 'one' },
          ],
        ],
      });
    });
  });

  test('leaves rows of the original system alone, which have neither batch nor call id', async () => {
    const original = 'INSERT INTO telecom.telecom_data (caller_id, call_id) VALUES';
    await client.query(`${original} ('+12025550101', NULL), ('+12025550101', NULL)`);
    await ledger.look(async (look) => {
      expect(await look.foreignRows()).toEqual({ rows: 0, places: [] });
      expect(await look.repeatedCalls()).toEqual({ calls: 0, places: [] });
    });
    await client.query(`${original} ('+12025550101', 'of nobody')`);
    await ledger.look(async (look) => expect((await look.foreignRows()).rows).toBe(1));
  });

  test('reads more rows than a page holds, and finds more calls than a question asks for', async () => {
    await addBatch({ id: 'large', ranges: [[0, 0, 20_500, 20_500, 0, 20_499]] });
    const call = makeCall(0);
    await client.query(
      `INSERT INTO telecom.telecom_data (${Object.keys(call).join(', ')}, call_id, fingerprint, raw_partition,
         raw_offset, batch_id, ingested_at, loaded_at)
       SELECT $1, $2, $3, $4, $5::timestamp, $6::timestamp, $7, $8, $9::decimal, 'call ' || n, 'f', 0, n, 'large', now(), now()
       FROM generate_series(0, 20499) AS n`,
      Object.values(call),
    );
    let rows = 0;
    await ledger.look((look) => look.rows([-1, -1], () => (rows += 1)));
    expect(rows).toBe(20_500);
    const asked = Array.from({ length: 2_500 }, (_, n) => ({
      callId: `call ${20_000 + n}`,
      start: call.start_datetime,
    }));
    const found = await ledger.findCalls(asked);
    expect(found.size).toBe(500);
    expect(found.get('call 20000')).toEqual(new Set(['f']));
    expect(await ledger.findCalls([{ callId: 'call 1', start: '2023-05-12 10:00:01' }])).toEqual(new Map());
  });

  test('says what to do when it cannot be read', async () => {
    const { url } = parts.warehouse;
    const wrong = createConnections({ url, password: 'wrong', application: 'test' });
    await expect(openLedger(wrong, 'clean').look(async () => undefined)).rejects.toThrow(
      /^reading the ledger: password authentication failed .*check WAREHOUSE_URL and WAREHOUSE_PASSWORD/,
    );
  });
});
