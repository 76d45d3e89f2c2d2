import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDb, literal, openDuckDb } from './duckdb.ts';

let folder: string;
let db: DuckDb;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-duckdb-'));
  db = await openDuckDb(folder);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

test('keeps nothing of a file that it has read', async () => {
  const [written, copied] = ['written.parquet', 'copied.csv'].map((name) => literal(join(folder, name)));
  await db.run(`COPY (SELECT range AS n FROM range(100000)) TO ${written} (FORMAT parquet)`);
  await db.run(`COPY (SELECT n FROM read_parquet(${written})) TO ${copied} (FORMAT csv)`);
  const kept = await db.rows('SELECT sum(memory_usage_bytes)::INTEGER AS bytes FROM duckdb_memory()');
  expect(kept).toEqual([{ bytes: 0 }]);
});
