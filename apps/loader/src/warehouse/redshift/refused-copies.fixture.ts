import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetColumns, sqlType } from '@cdr/call-record';
import { batchFolder } from '@cdr/object-store';
import { literal } from '../../duckdb.ts';
import type { RealWarehouses } from '../../real-warehouses.fixture.ts';
import { readFooter } from '../../staging/parquet-footer.ts';
import type { StagedBatch } from '../../staging/stage-batch.ts';

/** A column of a file as DuckDB is to write it. */
interface FileExpression {
  name: string;
  sql: string;
}

const values = {
  text: "'x'",
  timestamp: "'2023-05-12 10:00:00'",
  integer: '1',
  bigint: '1',
  decimal: '0.60',
};

/** The columns of a good row. */
export const goodColumns: readonly FileExpression[] = parquetColumns.map(({ name, type }) => ({
  name,
  sql: `${values[type.kind]}::${sqlType(type)}`,
}));

/** The columns of a good row, but one of them otherwise. */
export function but(name: string, sql: string): FileExpression[] {
  return goodColumns.map((column) => (column.name === name ? { name, sql } : column));
}

export interface OddBatch {
  columns?: readonly FileExpression[];
  /** What is done to the file before it is put on S3. */
  changes?: (body: Buffer) => Buffer;
  /** What is done to the manifest; null: there is none. */
  manifest?: (entries: Entry[]) => unknown;
  /** Whether the file is put there at all. */
  isThere?: boolean;
}

interface Entry {
  url: string;
  mandatory: boolean;
  meta: { content_length: number };
}

/** Puts a batch of one row on S3 that is odd in some way. */
export async function stageOdd(
  { folder, db, store }: RealWarehouses,
  batchId: string,
  {
    columns = goodColumns,
    changes = (body) => body,
    manifest = (entries) => ({ entries }),
    isThere = true,
  }: OddBatch,
): Promise<StagedBatch> {
  const path = join(folder, `${batchId}.parquet`);
  const selected = columns.map(({ name, sql }) => `${sql} AS ${name}`).join(', ');
  await db.run(`COPY (SELECT ${selected}) TO ${literal(path)} (FORMAT parquet)`);
  const footer = await readFooter(path);
  const body = changes(await readFile(path));
  rmSync(path);
  const key = `${batchFolder(batchId)}/part-00000.parquet`;
  if (isThere) await store.put(key, body);
  const entries = [{ url: store.url(key), mandatory: true, meta: { content_length: body.length } }];
  const manifestKey = `${batchFolder(batchId)}/manifest.json`;
  const written = manifest(entries);
  if (written !== null)
    await store.put(manifestKey, typeof written === 'string' ? written : JSON.stringify(written));
  const when = '2023-05-12 10:00:00';
  const span = { minStart: when, maxStart: when };
  return {
    batchId,
    manifestKey,
    files: 1,
    bytes: body.length,
    rows: 1,
    ...span,
    footers: [{ name: 'part-00000.parquet', footer }],
  };
}
