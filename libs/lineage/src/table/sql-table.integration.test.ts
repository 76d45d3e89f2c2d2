import { createHash } from 'node:crypto';
import { migrateWarehouse, type StartedParts, startParts } from '@cdr/infra';
import { type Connections, createConnections } from '@cdr/warehouse';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CallRow } from '../trace.ts';
import type { CallTable, Searched } from './call-table.ts';
import { openCallTable } from './sql-table.ts';

let parts: StartedParts<{ warehouse: true }>;
let connections: Connections;
let table: CallTable;

const derived = (n: number) => String(n).padStart(32, '0');

// Row n of batch b1, of partition 1 and offset n of raw, began in minute n; row 3 has its name of the source.
const rows = `INSERT INTO telecom.telecom_data (caller_name, receiver_name, caller_id, receiver_id, start_datetime,
    call_duration, total_amount, call_id, fingerprint, raw_partition, raw_offset, ingested_at, batch_id, loaded_at, call_id_from)
  SELECT 'Ada', 'Grace', CASE WHEN n < 3 THEN '+12025550101' ELSE '+12025550102' END, '+12025550103',
    '2023-05-12 10:00:00'::timestamp + n * interval '1 minute', 60, 0.05,
    CASE WHEN n = 3 THEN 'source-3' ELSE lpad(n::text, 32, '0') END, '0123456789abcdef', 1, n,
    '2026-11-28 01:00:00.123', 'b1', '2026-11-28 01:00:05.5', CASE WHEN n = 3 THEN 'source' END
  FROM generate_series(1, 4) AS n`;

beforeAll(async () => {
  parts = await startParts({ warehouse: true });
  const { url } = parts.warehouse;
  await migrateWarehouse({ url, topic: 'clean', partitions: 2 });
  connections = createConnections({ url, password: undefined, application: 'test' });
  table = openCallTable(connections);
  const client = await connections.open();
  await client.query(rows);
  await client.query(
    `INSERT INTO telecom.telecom_data (caller_id, receiver_id) VALUES ('911', '+12025550101')`,
  );
  for (const [id, committed] of [
    ['b1', '2026-11-28 01:00:05'],
    ['b0', '2026-11-28 00:00:05'],
  ])
    await client.query(
      `INSERT INTO telecom.load_batch VALUES ($1, 'age', 9, 3, 4, 2, 1, 2, 5000000000, 'm', '2023-05-12 10:00:00',
         '2023-05-12 10:30:00', '0', '2026-11-28 01:00:01', '2026-11-28 01:00:02', $2)`,
      [id, committed],
    );
  await client.query(
    `INSERT INTO telecom.load_range VALUES ('b1', 'clean', 1, 10, 14, 4, 1, 4), ('b0', 'clean', 1, 0, 5, 5, 3, 9),
       ('b0', 'older', 0, 0, 5, 5, 0, 9)`,
  );
  await client.query(
    'UPDATE telecom.loaded_through SET next_offset = 14, raw_high_water = 4 WHERE kafka_partition = 1',
  );
  await connections.hangUp(client);
});
afterAll(async () => {
  connections.cutAll();
  await parts.stop();
});

const offsetsOf = (rows: CallRow[]) => rows.map(({ place }) => place?.offset ?? null);

const callOf = async (callId: string) => (await table.searchCall(callId, { from: null, forMs: 0 })).found;
const numberOf = async (number: string, most = 50) =>
  (await table.searchNumber(number, { from: null, forMs: 0, most })).found;

describe('the table over SQL', () => {
  test('finds a call by its id, derived or of the source, and tells all of its row', async () => {
    expect(await callOf(derived(2))).toEqual([
      {
        callId: derived(2),
        isNamedBySource: false,
        fingerprint: '0123456789abcdef',
        place: { partition: 1, offset: 2 },
        ingestedAt: Date.parse('2026-11-28T01:00:00.123Z'),
        batchId: 'b1',
        loadedAt: Date.parse('2026-11-28T01:00:05.500Z'),
        call: {
          caller_name: 'Ada',
          receiver_name: 'Grace',
          caller_id: '+12025550101',
          receiver_id: '+12025550103',
          start_datetime: '2023-05-12 10:02:00',
          call_duration: '60',
          total_amount: '0.05',
        },
      },
    ]);
    expect(await callOf('source-3')).toMatchObject([{ isNamedBySource: true, place: { offset: 3 } }]);
    expect(await callOf(derived(9))).toEqual([]);
    const [{ call }] = (await callOf(derived(2))) as [CallRow];
    expect(offsetsOf(await table.ofCall(derived(2), call['start_datetime']!))).toEqual([2]);
    expect(await table.ofCall(derived(2), '2001-01-01 00:00:00')).toEqual([]);
    expect(await callOf("it's none")).toEqual([]);
  });

  test('finds calls from and to a number, the last written first, those of the original system too', async () => {
    expect(offsetsOf(await numberOf('+12025550101'))).toEqual([null, 2, 1]);
    expect(offsetsOf(await numberOf('+12025550103', 2))).toEqual([4, 3]);
    const [original] = await numberOf('+12025550101');
    expect(original).toMatchObject({ callId: null, place: null, batchId: null, ingestedAt: null });
  });

  test('tells a batch with its ranges, or that there is none', async () => {
    const batch = await table.batch('b0');
    expect(batch).toEqual({
      batchId: 'b0',
      cutReason: 'age',
      staged: 9,
      loaded: 3,
      alreadyLoaded: 4,
      conflicts: 2,
      unloadable: 1,
      files: 2,
      bytes: 5_000_000_000,
      manifest: 'm',
      minStart: '2023-05-12 10:00:00',
      maxStart: '2023-05-12 10:30:00',
      appVersion: '0',
      openedAt: Date.parse('2026-11-28T01:00:01Z'),
      stagedAt: Date.parse('2026-11-28T01:00:02Z'),
      committedAt: Date.parse('2026-11-28T00:00:05Z'),
      ranges: [
        { topic: 'older', partition: 0, first: 0, next: 5 },
        { topic: 'clean', partition: 1, first: 0, next: 5 },
      ],
    });
    expect(await table.batch('b9')).toBeNull();
  });

  test('finds the batches around a place of raw, and the row that one of them made of it', async () => {
    const around = async (topic: string, partition: number, offset: number) =>
      (await table.batchesAround(topic, { partition, offset })).map(({ batchId }) => batchId);
    expect(await around('clean', 1, 3)).toEqual(['b1', 'b0']);
    expect(await around('clean', 1, 2)).toEqual(['b1']);
    expect(await around('clean', 0, 3)).toEqual([]);
    const batch = (await table.batch('b1'))!;
    expect(await table.inBatch({ partition: 1, offset: 3 }, batch)).toMatchObject({ callId: 'source-3' });
    expect(await table.inBatch({ partition: 1, offset: 9 }, batch)).toBeNull();
    expect(await table.inBatch({ partition: 1, offset: 3 }, { ...batch, batchId: 'b0' })).toBeNull();
  });

  test('tells how far each partition is loaded', async () => {
    expect(await table.loadedThrough('clean')).toEqual([
      { partition: 0, nextOffset: 0, rawHighWater: -1 },
      { partition: 1, nextOffset: 14, rawHighWater: 4 },
    ]);
  });
});

describe('what no index finds is looked for in steps that', () => {
  // 4,000 calls on some sixty blocks, of which every hundredth is of one number; a step goes over three blocks.
  const ofOne = '+12025550199';
  const stepwise = () => openCallTable(connections, 3);
  const every = Array.from({ length: 40 }, (_, n) => 3_900 - n * 100);

  beforeAll(async () => {
    const client = await connections.open();
    await client.query(`INSERT INTO telecom.telecom_data (caller_id, receiver_id, start_datetime, call_id, raw_partition, raw_offset, ingested_at)
      SELECT CASE WHEN n % 100 = 0 THEN '${ofOne}' END, '+12025550198', '2024-01-01'::timestamp + n * interval '1 second',
        md5(n::text), 0, n, '2026-11-28 02:00:00' FROM generate_series(0, 3999) AS n`);
    await connections.hangUp(client);
  });

  async function allOf<F>(step: (from: string | null) => Promise<Searched<F>>): Promise<Searched<F>[]> {
    const parts = [await step(null)];
    while (parts.at(-1)!.next !== null) parts.push(await step(parts.at(-1)!.next));
    return parts;
  }

  test.each([1, 3, 40, 50])(
    'find each row once, the last written first; at most %i at once',
    async (most) => {
      const parts = await allOf((from) => stepwise().searchNumber(ofOne, { from, most, forMs: 0 }));
      expect(parts.flatMap(({ found }) => offsetsOf(found))).toEqual(every);
      expect(parts.every(({ found }) => found.length <= most)).toBe(true);
      expect(parts.length).toBeGreaterThan(10);
    },
  );

  test('end in time, and say how much of the table they went over', async () => {
    const shares = (await allOf((from) => stepwise().searchNumber('none', { from, most: 9, forMs: 0 }))).map(
      ({ share }) => share,
    );
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect([shares[0]! < 0.2, shares.at(-1)]).toEqual([true, 1]);
    const whole = await stepwise().searchNumber('none', { from: null, most: 9, forMs: Infinity });
    expect(whole).toEqual({ found: [], next: null, share: 1 });
  });

  test('are not troubled by what is loaded meanwhile', async () => {
    const { next } = await stepwise().searchNumber(ofOne, { from: null, most: 1, forMs: 0 });
    const client = await connections.open();
    await client.query(`INSERT INTO telecom.telecom_data (caller_id) VALUES ('${ofOne}')`);
    const { found } = await stepwise().searchNumber(ofOne, { from: next, most: 99, forMs: Infinity });
    expect(offsetsOf(found)).toEqual(every.slice(1));
    await client.query('DELETE FROM telecom.telecom_data WHERE call_id IS NULL AND raw_offset IS NULL');
    await connections.hangUp(client);
  });

  test('are over when a call was found, with whatever other rows it has', async () => {
    const callId = createHash('md5').update('2000').digest('hex');
    const parts = await allOf((from) => stepwise().searchCall(callId, { from, forMs: 0 }));
    expect(parts.slice(0, -1).flatMap(({ found }) => found)).toEqual([]);
    expect(parts.at(-1)).toMatchObject({
      found: [{ callId, place: { offset: 2_000 } }],
      next: null,
      share: 1,
    });
    expect(parts.length).toBeGreaterThan(5);
  });
});
