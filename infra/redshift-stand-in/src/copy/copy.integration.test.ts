import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { defaultRole, faults } from '../index.ts';
import { parquetOf } from '../parquet-files.fixture.ts';
import { bucket, refusalOf } from '../real-parts.fixture.ts';
import { type CopyWorld, rowsSql, startCopyWorld } from './copy-world.fixture.ts';

let on: CopyWorld;
beforeAll(async () => {
  on = await startCopyWorld();
});
afterAll(() => on.world.stop());
beforeEach(() => on.newTable());

describe('a right file', () => {
  test('is loaded by a manifest, value by value, and the rows are counted', async () => {
    const key = await on.putBatch(await parquetOf(rowsSql('\'Ä, "b"\n\'')));
    const { command, rowCount } = await on.client.query(on.copyOf(key, 'MANIFEST STATUPDATE ON'));
    expect([command, rowCount]).toEqual(['COPY', null]);
    const { rows } = await on.client.query(
      `SELECT id, name, cost, start::varchar AS start FROM ${on.table()} ORDER BY id`,
    );
    expect(rows).toEqual([
      { id: '1', name: 'Ä, "b"\n', cost: '1.25', start: '2026-01-02 03:04:05.678901' },
      { id: '2', name: null, cost: null, start: null },
      { id: '3', name: '', cost: '0.00', start: '2026-01-02 00:00:00' },
    ]);
    const last = await on.client.query('SELECT pg_last_copy_count() AS n, pg_last_copy_id() AS id');
    expect(last.rows).toEqual([{ n: '3', id: expect.any(Number) }]);
    const history = await on.client.query('SELECT * FROM sys_load_history WHERE query_id = $1', [
      last.rows[0].id,
    ]);
    expect(history.rows).toEqual([
      expect.objectContaining({
        status: 'completed',
        loaded_rows: '3',
        table_name: on.table(),
        data_source: `s3://${bucket}/${key}`,
      }),
    ]);
    const files = await on.client.query(
      'SELECT filename, lines_scanned AS n FROM stl_load_commits WHERE query = $1',
      [last.rows[0].id],
    );
    expect(files.rows).toEqual([
      {
        filename: `https://s3.us-east-1.amazonaws.com/${bucket}/${on.table()}/a%3D1/part.parquet`.padEnd(256),
        n: 3,
      },
    ]);
  });

  test('is loaded by its prefix, as a prepared statement, with the default role', async () => {
    await on.putBatch(await parquetOf(rowsSql()));
    const text = on.copyOf(`${on.table()}/a=1/`).replace(`'${defaultRole}'`, 'default');
    await on.client.query({ name: 'copy', text });
    await on.client.query({ name: 'copy', text });
    expect(await on.rowsOf()).toHaveLength(6);
  });

  test('is loaded into the columns that are named, in the file’s order', async () => {
    const key = await on.putBatch(await parquetOf(`SELECT 'Ada' AS x, 7::BIGINT AS y`));
    await on.client.query(on.copyOf(key, 'MANIFEST', `${on.table()} (name, id)`));
    expect(await on.rowsOf()).toEqual([{ id: '7', name: 'Ada', cost: null, start: null }]);
  });

  test('with fewer columns is filled up with FILLRECORD', async () => {
    const key = await on.putBatch(await parquetOf('SELECT 7::BIGINT AS id'));
    await on.client.query(on.copyOf(key, 'MANIFEST FILLRECORD'));
    expect(await on.rowsOf()).toEqual([{ id: '7', name: null, cost: null, start: null }]);
  });

  test('of another writer is loaded: decimals in INT64 and in bytes, times in milliseconds', async () => {
    await on.client.query(`CREATE TEMP TABLE other (id BIGINT, a DECIMAL(5,2), start TIMESTAMP)`);
    const file = parquetWriteBuffer({
      columnData: [
        { name: 'id', data: [1n] },
        { name: 'a', data: [12345n] },
        { name: 'start', data: [new Date('2026-01-02T03:04:05.678Z')] },
      ],
      schema: [
        { name: 'root', num_children: 3 },
        { name: 'id', type: 'INT64', repetition_type: 'REQUIRED' },
        {
          name: 'a',
          type: 'INT64',
          converted_type: 'DECIMAL',
          precision: 5,
          scale: 2,
          repetition_type: 'REQUIRED',
        },
        { name: 'start', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'REQUIRED' },
      ],
    });
    const key = await on.putBatch(new Uint8Array(file));
    await on.client.query(on.copyOf(key, 'MANIFEST', 'other'));
    const { rows } = await on.client.query('SELECT id, a, start::varchar AS start FROM other');
    expect(rows).toEqual([{ id: '1', a: '123.45', start: '2026-01-02 03:04:05.678' }]);
  });

  test('of 250,000 rows takes seconds', async () => {
    const many = `SELECT i::BIGINT AS id, 'n' || (i % 1000)::VARCHAR AS name, 1.25::DECIMAL(5,2) AS cost,
      TIMESTAMP '2026-01-02' AS start FROM range(250000) r(i)`;
    const key = await on.putBatch(await parquetOf(many));
    const startedAt = performance.now();
    await on.client.query(on.copyOf(key, 'MANIFEST'));
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    const { rows } = await on.client.query(`SELECT count(*) AS n FROM ${on.table()}`);
    expect(rows).toEqual([{ n: '250000' }]);
  });
});

describe('a COPY that fails', () => {
  test('within a transaction fails it, and its error stays when that rolls back', async () => {
    const key = await on.putBatch(await parquetOf(rowsSql("'much too long'")));
    await on.client.query('BEGIN');
    await on.client.query(`INSERT INTO ${on.table()} (id) VALUES (9)`);
    await refusalOf(on.client.query(on.copyOf(key, 'MANIFEST')));
    expect(await refusalOf(on.client.query('SELECT 1'))).toMatchObject({ code: '25P02' });
    expect(await refusalOf(on.client.query(on.copyOf(key, 'MANIFEST')))).toMatchObject({ code: '25P02' });
    await on.client.query('ROLLBACK');
    expect(await on.rowsOf()).toEqual([]);
    const last = await on.client.query('SELECT pg_last_copy_id() AS id, pg_last_copy_count() AS n');
    expect(last.rows[0].n).toBe('0');
    const file = `https://s3.us-east-1.amazonaws.com/${bucket}/${on.table()}/a%3D1/part.parquet`;
    const detail = await on.client.query('SELECT * FROM sys_load_error_detail WHERE query_id = $1', [
      last.rows[0].id,
    ]);
    expect(detail.rows).toEqual([
      expect.objectContaining({
        ...{
          file_name: file.padEnd(256),
          column_name: 'name'.padEnd(127),
          column_type: 'varchar'.padEnd(10),
        },
        ...{ column_length: '8'.padEnd(10), error_code: 15007, line_number: '1' },
      }),
    ]);
    const stl = await on.client.query(
      'SELECT trim(err_reason) AS why, raw_field_value FROM stl_load_errors WHERE query = $1',
      [last.rows[0].id],
    );
    expect(stl.rows).toEqual([
      {
        why: expect.stringMatching(/^The length of the data column name/),
        raw_field_value: ' '.repeat(1024),
      },
    ]);
    const log = await on.client.query('SELECT message FROM svl_s3log WHERE query = $1', [last.rows[0].id]);
    expect(log.rows[0].message).toContain(`Data: 13, File name: ${file}`);
  });

  test('as a prepared statement skips to Sync, and the connection goes on', async () => {
    const key = await on.putBatch(await parquetOf(rowsSql("'much too long'")));
    await refusalOf(on.client.query({ text: on.copyOf(key, 'MANIFEST'), values: [] }));
    await refusalOf(on.client.query({ name: 'failing', text: on.copyOf(key, 'MANIFEST') }));
    expect(await on.rowsOf()).toEqual([]);
  });

  test('can be made to fail as a server does that is out of disk', async () => {
    const full = { ...faults.notParquet(''), code: 1016, error: 'Disk Full', context: 'node: 0' };
    const other = await on.world.start({ refuseCopy: ({ key }) => (key.startsWith('full') ? full : null) });
    const hers = await on.world.open(other);
    expect(await refusalOf(hers.query(on.copyOf('full/a')))).toMatchObject({
      message: 'Disk Full',
      detail: expect.stringContaining('1016'),
    });
    await hers.query(on.copyOf(await on.putBatch(await parquetOf(rowsSql())), 'MANIFEST'));
    expect(await on.rowsOf()).toHaveLength(3);
  });
});

test('in a transaction its rows come with the commit, and go with a rollback', async () => {
  const key = await on.putBatch(await parquetOf(rowsSql()));
  await on.client.query('BEGIN');
  await on.client.query(on.copyOf(key, 'MANIFEST'));
  await on.client.query('ROLLBACK');
  expect(await on.rowsOf()).toEqual([]);
  await on.client.query('BEGIN');
  await on.client.query(on.copyOf(key, 'MANIFEST'));
  await on.client.query('COMMIT');
  expect(await on.rowsOf()).toHaveLength(3);
});

test('the system views are no tables of a schema of the user’s', async () => {
  const { rows } = await on.client.query(
    `SELECT table_name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_name LIKE '%load%'`,
  );
  expect(rows).toEqual([]);
});
