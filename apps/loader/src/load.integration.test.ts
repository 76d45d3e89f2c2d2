import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateWarehouse, type StartedParts, startParts } from '@cdr/infra';
import { type ObjectStore, openS3 } from '@cdr/object-store';
import { createConnections } from '@cdr/warehouse';
import { cleanValue } from './clean-records.fixture.ts';
import { type DuckDb, openDuckDb } from './duckdb.ts';
import { aBatch, recordingParts } from './fake-parts.fixture.ts';
import { type CutBatch, loadBatch, type LoadParts } from './load-batch.ts';
import type { Position } from './position.ts';
import { ask, call } from './real-parts.fixture.ts';
import { noGrowth } from './real-warehouses.fixture.ts';
import { openSpool } from './spool.ts';
import { openPostgres } from './warehouse/postgres.ts';
import type { Warehouse } from './warehouse/warehouse.ts';
import { writeBatch } from './write-batch.ts';

let parts: StartedParts<{ objectStore: true; warehouse: true }>;
let folder: string;
let db: DuckDb;
let store: ObjectStore;
let warehouse: Warehouse;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-load-'));
  [parts, db] = await Promise.all([startParts({ objectStore: true, warehouse: true }), openDuckDb(folder)]);
  const { endpoint, accessKeyId, secretAccessKey } = parts.objectStore;
  await parts.objectStore.createBucket('telecom-staging');
  url = parts.warehouse.url;
  await ask(url, "ALTER DATABASE dev SET timezone = 'America/New_York'"); // must not show in any test
  await migrateWarehouse({ url, topic: 'clean', partitions: 4 });
  const credentials = { accessKeyId, secretAccessKey };
  store = openS3({ bucket: 'telecom-staging', region: 'us-east-1', endpoint, credentials });
  const connections = createConnections({ url, password: undefined, application: 'test' });
  warehouse = openPostgres({ connections, store, db, scratchFolder: folder, growth: noGrowth });
});
afterAll(async () => {
  store.close();
  await warehouse.close();
  db.close();
  await parts.stop();
  rmSync(folder, { recursive: true, force: true });
});

const beginning: Position = { nextOffset: 0, rawHighWater: -1, last: null };
let batches = 0;

/** Loads values as one batch of a partition, from a position on. */
async function load(
  partition: number,
  values: Buffer[],
  from = beginning,
  overrides: Partial<LoadParts> = {},
) {
  const batchId = `batch-${(batches += 1)}`;
  const spool = openSpool(folder, batchId, 1);
  for (const value of values) spool.append([value]);
  spool.close();
  const nextOffset = from.nextOffset + values.length;
  const to = { nextOffset, rawHighWater: nextOffset - 1, last: { rawOffset: nextOffset - 1, timestamp: 1 } };
  const range = {
    partition,
    from,
    to,
    rows: values.length,
    firstRaw: from.nextOffset,
    lastRaw: nextOffset - 1,
  };
  const write: CutBatch['write'] = (how) =>
    writeBatch(db, { spoolFiles: spool.files, folder, parts: 2, ...how });
  const batch = aBatch([], { batchId, ranges: [range], rows: values.length, write });
  const result = await loadBatch(batch, { ...recordingParts().parts, store, warehouse, ...overrides });
  spool.remove();
  return { result, to };
}

const hostile = [
  '\\N',
  '\\.',
  'NULL',
  '{}',
  '""',
  "'",
  'a,b',
  'line\nbreak',
  '\n\\.\n',
  'carriage\r\nreturn',
  '\t',
  '\\',
  '\\\\n',
  'é',
  '😀 emoji',
  '\u2028\u2029',
  ' leading and trailing ',
  '\ufeffmark',
  'x'.repeat(256),
  'é'.repeat(128),
  '%s $1 ${x}',
  '[1]',
  'true',
];

test('every text is loaded byte for byte, every amount to the cent, every moment as it was written', async () => {
  const amounts = ['0.00', '0.01', '999.99'];
  const moments = [
    '2000-01-01 00:00:00',
    '2024-02-29 23:59:59',
    '2023-03-12 02:30:00',
    '9999-12-31 23:59:59',
  ];
  const values = hostile.map((text, n) =>
    cleanValue(n, {
      call: {
        ...call(n),
        caller_name: text,
        network_provider: text.slice(0, 12),
        total_amount: amounts[n % 3]!,
        start_datetime: moments[n % 4]!,
      },
    }),
  );
  await load(0, values);
  const rows = await ask(
    url,
    `SELECT caller_name, network_provider, total_amount::text, start_datetime::text, ingested_at::text
     FROM telecom.telecom_data WHERE raw_partition = 0 ORDER BY raw_offset`,
  );
  expect(rows).toEqual(
    hostile.map((text, n) => ({
      caller_name: text,
      network_provider: text.slice(0, 12),
      total_amount: amounts[n % 3],
      start_datetime: moments[n % 4],
      ingested_at: '2023-05-13 17:46:40.123',
    })),
  );
});

test('a field that is absent, as a later one may be, is NULL, and an empty text is none', async () => {
  const record = JSON.parse(
    cleanValue(0, { partition: 2, call: { ...call(50), caller_name: '' } }).toString(),
  ) as object;
  await load(2, [Buffer.from(JSON.stringify({ ...record, receiver_name: undefined }))]);
  const query = 'SELECT caller_name, receiver_name FROM telecom.telecom_data WHERE raw_partition = 2';
  expect(await ask(url, query)).toEqual([{ caller_name: '', receiver_name: null }]);
});

test('the zones of host, session and database play no part', async () => {
  const spool = openSpool(folder, 'zone');
  spool.append([cleanValue(1, { call: { start_datetime: '2023-03-12 02:30:00' } })]);
  spool.close();
  const script = `
    import { openDuckDb } from ${JSON.stringify(new URL('./duckdb.ts', import.meta.url).href)};
    import { writeBatch } from ${JSON.stringify(new URL('./write-batch.ts', import.meta.url).href)};
    const db = await openDuckDb(${JSON.stringify(folder)});
    const options = { spoolFiles: ${JSON.stringify(spool.files)}, batchId: 'zone', without: [], folder: ${JSON.stringify(folder)}, parts: 1, onStep: () => {} };
    const written = await writeBatch(db, options);
    const [row] = await db.rows("SELECT epoch_ms(start_datetime)::VARCHAR AS s, epoch_ms(ingested_at)::VARCHAR AS i FROM read_parquet('" + written.parts[0].file + "')");
    process.stdout.write([new Date().getTimezoneOffset() !== 0, row.s, row.i, written.minStart].join(' '));`;
  const env = { ...process.env, TZ: 'America/New_York', NODE_OPTIONS: '' };
  const out = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { env }).toString();
  expect(out).toBe(`true ${Date.UTC(2023, 2, 12, 2, 30)} 1684000000123 2023-03-12 02:30:00`);
  spool.remove();
});

test('each object read back and each statement of a copy is a step', async () => {
  const values = Array.from({ length: 4 }, (_, n) => cleanValue(n, { partition: 3, call: call(70 + n) }));
  let steps = 0;
  function copy(...[staged]: Parameters<Warehouse['copy']>) {
    return warehouse.copy(staged, () => (steps += 1));
  }
  await load(3, values, beginning, { warehouse: { ...warehouse, copy } });
  expect(steps).toBe(2 + 3); // files; the temporary table, their rows as text, COPY
});

describe('a batch that is loaded a second time', () => {
  const values = [0, 1, 2].map((n) => cleanValue(n, { partition: 1, call: call(100 + n) }));
  let after: Position;
  beforeAll(async () => {
    after = (await load(1, values)).to;
  });

  test('from the same position finds that it has moved on', async () => {
    expect((await load(1, values)).result).toEqual({ kind: 'moved-on' });
  });

  test('from behind it is counted as already loaded, and the table stays as it is', async () => {
    const { result } = await load(1, values, after);
    expect(result).toMatchObject({ kind: 'loaded', loaded: 0, alreadyLoaded: 3, conflicts: 0 });
    const rows = await ask(
      url,
      'SELECT count(*)::int AS n FROM telecom.telecom_data WHERE raw_partition = 1',
    );
    expect(rows).toEqual([{ n: 3 }]);
  });
});
