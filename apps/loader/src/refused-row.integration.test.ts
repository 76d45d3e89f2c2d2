import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cleanValue } from './clean-records.fixture.ts';
import { aBatch, recordingParts } from './fake-parts.fixture.ts';
import { type CutBatch, loadBatch } from './load-batch.ts';
import { ask, call } from './real-parts.fixture.ts';
import { type RealWarehouses, startRealWarehouses } from './real-warehouses.fixture.ts';
import { openSpool } from './spool.ts';
import type { Warehouse } from './warehouse/warehouse.ts';
import { writeBatch } from './write-batch.ts';

let parts: RealWarehouses;
let database: URL;
let warehouse: Warehouse;
beforeAll(async () => {
  parts = await startRealWarehouses();
  database = await parts.makeDatabase('clean', 1);
  warehouse = parts.open((await parts.standInFor(database)).url);
});
afterAll(async () => {
  await warehouse.close();
  await parts.stop();
});

const rows = 400;
// What every validator lets pass, every file can hold, and Redshift does not store.
const reserved = '\uFFFF';

test('rows that Redshift refuses get letters with its reason, wherever they lie in the files, and all others are loaded', async () => {
  const refused = [0, 130, 131, 399];
  const values = Array.from({ length: rows }, (_, n) => {
    const name = refused.includes(n) ? { caller_name: `Ada ${reserved}` } : {};
    const start = {
      start_datetime: new Date(Date.UTC(2023, 4, 12) + n * 1_000)
        .toISOString()
        .slice(0, 19)
        .replace('T', ' '),
    };
    return cleanValue(n, { ingestedAt: 5, call: { ...call(n), ...start, ...name } });
  });
  const spool = openSpool(parts.folder, 'refused', 10_000);
  for (const value of values) spool.append([value]);
  spool.close();
  const write: CutBatch['write'] = (how) =>
    writeBatch(parts.db, { spoolFiles: spool.files, folder: parts.folder, parts: 3, ...how });
  const from = { nextOffset: 0, rawHighWater: -1, last: null };
  const to = { nextOffset: rows, rawHighWater: rows - 1, last: { rawOffset: rows - 1, timestamp: 5 } };
  const range = { partition: 0, from, to, rows, firstRaw: 0, lastRaw: rows - 1 };
  const { parts: fakes, letters } = recordingParts();
  const batch = aBatch([], { batchId: 'b1', ranges: [range], rows, write });
  const result = await loadBatch(batch, { ...fakes, store: parts.store, warehouse });
  spool.remove();

  expect(result).toMatchObject({ kind: 'loaded', loaded: rows - refused.length, unloadable: refused.length });
  expect(letters.map(({ headers }) => Number(headers!['dlq.original.offset']))).toEqual(refused);
  for (const { headers } of letters) {
    expect(headers).toMatchObject({ 'dlq.reason': 'load', 'dlq.stage': 'load', 'dlq.path': '/caller_name' });
    expect(headers!['dlq.error']).toMatch(
      /^the warehouse refuses caller_name: part-00000\.parquet, column caller_name, which is VARCHAR\(256\), String contains invalid or unsupported UTF-8 codepoints/,
    );
  }
  const [table] = await ask(
    database.href,
    'SELECT count(*)::int AS n, min(raw_offset)::int AS first FROM telecom.telecom_data',
  );
  expect(table).toEqual({ n: rows - refused.length, first: 1 });
  const ledger = await ask(
    database.href,
    'SELECT batch_id, rows_staged, rows_loaded, rows_unloadable FROM telecom.load_batch',
  );
  expect(ledger).toEqual([{ batch_id: 'b1-3', rows_staged: 396, rows_loaded: 396, rows_unloadable: 4 }]);
}, 60_000);
