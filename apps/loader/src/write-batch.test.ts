import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parquetColumns } from '@cdr/call-record';
import { parquetMetadataAsync } from 'hyparquet';
import { cleanValue } from './clean-records.fixture.ts';
import { type DuckDb, DuckDbError, literal, openDuckDb } from './duckdb.ts';
import { openSpool } from './spool.ts';
import { type WrittenBatch, writeBatch } from './write-batch.ts';

let folder: string;
let db: DuckDb;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-parquet-'));
  db = await openDuckDb(folder);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes values as a batch, each from a spool file of its own. */
function write(values: Buffer[], parts = 1, onStep: () => unknown = () => undefined) {
  const spool = openSpool(folder, 'spool', 1);
  for (const value of values) spool.append([value]);
  spool.close();
  return writeBatch(db, { spoolFiles: spool.files, batchId: 'b1', without: [], folder, parts, onStep });
}

describe('the Parquet file', () => {
  const starts = ['2023-05-12 10:00:02', '2023-05-12 10:00:00', '1999-12-31 23:59:59', '2023-05-12 10:00:01'];
  const values = starts.map((start_datetime, n) =>
    cleanValue(n, { call: { start_datetime, total_amount: '999.99' } }),
  );

  test('has, by a second reader, exactly the types that Redshift takes without conversion', async () => {
    const written = await write(values);
    const metadata = await parquetMetadataAsync(await bufferOf(written.parts[0]!.file));
    const [root, ...fields] = metadata.schema;
    expect(root!.num_children).toBe(parquetColumns.length);
    expect(fields.map(({ name }) => name)).toEqual(parquetColumns.map(({ name }) => name));
    for (const [n, { type, name }] of parquetColumns.entries()) {
      expect({ name, ...footerType(fields[n]!) }).toEqual({ name, ...expected[type.kind] });
    }
    expect(Number(metadata.num_rows)).toBe(4);
    const codecs = metadata.row_groups.flatMap(({ columns }) =>
      columns.map((column) => column.meta_data!.codec),
    );
    expect(new Set(codecs)).toEqual(new Set(['ZSTD']));
    written.remove();
  });

  test('is sorted by start', async () => {
    const written = await write(values);
    expect(written).toMatchObject({ rows: 4, minStart: starts[2], maxStart: starts[0], unloadable: [] });
    expect(await startsIn(written)).toEqual([[...starts].sort()]);
    written.remove();
  });

  test.each([
    { parts: 2, rows: [2, 2] },
    { parts: 3, rows: [1, 1, 2] },
    { parts: 9, rows: [1, 1, 1, 1] },
  ])('is one of $parts of about equal size, which together hold each row once', async ({ parts, rows }) => {
    let steps = 0;
    const written = await write(values, parts, () => (steps += 1));
    expect(steps).toBe(rows.length);
    expect(written).toMatchObject({ rows: 4, minStart: starts[2], maxStart: starts[0] });
    expect(written.parts.map((part) => [part.name, part.rows])).toEqual(
      rows.map((count, n) => [`part-0000${n}.parquet`, count]),
    );
    const read = await startsIn(written);
    expect(read.map((ofPart) => ofPart.length)).toEqual(rows);
    expect(read).toEqual(read.map((ofPart) => [...ofPart].sort()));
    expect(read.flat().sort()).toEqual([...starts].sort());
    written.remove();
    expect(readdirSync(folder).filter((name) => name.endsWith('.parquet'))).toEqual([]);
  });
});

/** The starts in each part file, in its order. */
function startsIn({ parts }: WrittenBatch): Promise<unknown[][]> {
  const select = 'SELECT start_datetime::VARCHAR AS s FROM read_parquet';
  return Promise.all(
    parts.map(async ({ file }) => (await db.rows(`${select}(${literal(file)})`)).map(({ s }) => s)),
  );
}

describe('a record that no warehouse takes', () => {
  test.each([
    ['a value DuckDB cannot parse', { end_datetime: '2023-02-30 00:00:00' }, '/end_datetime'],
    [
      'a text longer than its bytes, which DuckDB would take',
      { caller_name: 'é'.repeat(129) },
      '/caller_name',
    ],
    ['a NUL', { caller_name: 'a\0b' }, '/caller_name'],
    ['half a character', { caller_name: '\ud800' }, '/caller_name'],
  ])('is put aside for %s, and the others are written', async (_, call, path) => {
    const values = [cleanValue(1), cleanValue(2, { call, partition: 3 }), cleanValue(5)];
    const written = await write(values, 2);
    expect(written.rows).toBe(2);
    expect(written.unloadable).toEqual([expect.objectContaining({ rawPartition: 3, rawOffset: 2, path })]);
    written.remove();
    expect(readdirSync(folder).filter((name) => name.includes('sifted'))).toEqual([]);
  });

  test('in the last of several files leaves none of those that were written before it', async () => {
    const written = await write(
      [cleanValue(1), cleanValue(2), cleanValue(3, { call: { caller_name: '\0' } })],
      3,
    );
    expect(written).toMatchObject({ rows: 2, unloadable: [{ rawOffset: 3 }] });
    written.remove();
    expect(readdirSync(folder).filter((name) => name.endsWith('.parquet'))).toEqual([]);
  });

  test('alone leaves a batch without files', async () => {
    const written = await write([cleanValue(1, { call: { start_datetime: '?' } })]);
    expect(written).toMatchObject({ rows: 0, parts: [], unloadable: [{ rawOffset: 1 }] });
  });
});

test('a DuckDB error about data names no value, one about itself says what happened', async () => {
  const error = await db.run("SELECT 'Ada'::INTEGER").catch((e: unknown) => e);
  expect(error).toBeInstanceOf(DuckDbError);
  expect(String(error)).not.toContain('Ada');
  await expect(db.run("SELECT * FROM read_parquet('/no/such.parquet')")).rejects.toThrow(/No files found/);
});

test('a batch too large for the memory of DuckDB names the settings that make its files smaller', async () => {
  const gathered = db.run('SELECT array_agg(n) FROM range(30000000) t(n)');
  await expect(gathered).rejects.toThrow(/Out of Memory.*lower that, or LOADER_BATCH_BYTES below it$/s);
});

test('a disk DuckDB cannot write stops the loader with the setting that names it, and what to do', async () => {
  const written = db.run(`COPY (SELECT 1) TO ${literal(join(folder, 'missing', 'x.csv'))}`);
  await expect(written).rejects.toMatchObject({ name: 'Stop' });
  await expect(written).rejects.toThrow(
    `LOADER_SCRATCH_DIR (${dirname(folder)}) is full or cannot be written: make room, or lower LOADER_BATCH_BYTES`,
  );
});

const expected = {
  text: { type: 'BYTE_ARRAY', converted: 'UTF8' },
  timestamp: { type: 'INT64', converted: 'TIMESTAMP_MICROS' },
  integer: { type: 'INT32', converted: 'INT_32' },
  bigint: { type: 'INT64', converted: 'INT_64' },
  decimal: { type: 'INT32', converted: 'DECIMAL', precision: 5, scale: 2 },
};

function footerType(field: Awaited<ReturnType<typeof parquetMetadataAsync>>['schema'][number]) {
  const { type, converted_type: converted, precision, scale } = field;
  return { type, converted, ...(precision !== undefined && { precision, scale }) };
}

async function bufferOf(file: string) {
  const handle = await open(file);
  try {
    const bytes = await handle.readFile();
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    return { byteLength: buffer.byteLength, slice: (a: number, b?: number) => buffer.slice(a, b) };
  } finally {
    await handle.close();
  }
}
