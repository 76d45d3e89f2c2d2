import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { defaultRole, type RedshiftStandIn } from './index.ts';
import { parquetOf } from './parquet-files.fixture.ts';
import { bucket, refusalOf, startWorld, type World } from './real-parts.fixture.ts';

let world: World;
let standIn: RedshiftStandIn;
let client: pg.Client;
let table: string;
let tables = 0;
beforeAll(async () => {
  world = await startWorld();
  standIn = await world.start();
  client = await world.open(standIn);
});
afterAll(() => world.stop());
beforeEach(async () => {
  table = `calls_${(tables += 1)}`;
  await client.query(
    `CREATE TABLE ${table} (id BIGINT NOT NULL, name VARCHAR(8), cost DECIMAL(5,2), start TIMESTAMP) DISTKEY(id) SORTKEY(start)`,
  );
});

const goodRows = `SELECT * FROM (VALUES (1::BIGINT, 'Ada', 1.25::DECIMAL(5,2), TIMESTAMP '2026-01-02 03:04:05.678901'),
  (2, NULL, NULL, NULL), (3, '', 0::DECIMAL(5,2), TIMESTAMP '2026-01-02')) t(id, name, cost, start)`;

function copyOf(key: string, more = ''): string {
  return `COPY ${table} FROM 's3://${bucket}/${key}' IAM_ROLE '${defaultRole}' FORMAT AS PARQUET ${more}`;
}

async function rowsOf(name = table): Promise<unknown[]> {
  return (await client.query(`SELECT * FROM ${name} ORDER BY id`)).rows;
}

test('it says that it is Redshift', async () => {
  const { rows } = await client.query('SELECT version()');
  expect(rows[0].version).toContain('Redshift 1.0');
});

describe('COPY', () => {
  test('loads what a manifest lists, and says how many rows', async () => {
    const file = await parquetOf(goodRows);
    await world.put(`${table}/a=1/part.parquet`, file);
    const url = `s3://${bucket}/${table}/a=1/part.parquet`;
    const manifest = { entries: [{ url, mandatory: true, meta: { content_length: file.length } }] };
    await world.put(`${table}/manifest.json`, JSON.stringify(manifest));
    const { rowCount, command } = await client.query(
      copyOf(`${table}/manifest.json`, 'MANIFEST STATUPDATE OFF'),
    );
    expect([command, rowCount]).toEqual(['COPY', null]);
    expect(await rowsOf()).toHaveLength(3);
    const { rows } = await client.query('SELECT pg_last_copy_count() AS n');
    expect(rows).toEqual([{ n: '3' }]);
  });

  test('of a file with a value that is too long leaves no row, and tells the column', async () => {
    await world.put(`${table}/part.parquet`, await parquetOf(goodRows.replace("'Ada'", "'Äääää'")));
    const error = await refusalOf(client.query(copyOf(`${table}/part`)));
    expect(error).toMatchObject({ code: 'XX000', message: 'Spectrum Scan Error' });
    expect(error.detail).toContain('The length of the data column name is longer');
    expect(await rowsOf()).toEqual([]);
    const { rows } = await client.query('SELECT * FROM sys_load_error_detail ORDER BY query_id DESC LIMIT 1');
    expect(rows[0]).toMatchObject({ column_name: 'name'.padEnd(127), error_code: 15007 });
  });

  test('works as a prepared statement', async () => {
    await world.put(`${table}/part.parquet`, await parquetOf(goodRows));
    await client.query({ name: 'copy', text: copyOf(`${table}/part`) });
    expect(await rowsOf()).toHaveLength(3);
  });
});

test('a refusal within a transaction fails the transaction', async () => {
  await client.query('BEGIN');
  await client.query(`INSERT INTO ${table} (id) VALUES ($1)`, [7]);
  expect(
    await refusalOf(client.query(`INSERT INTO ${table} (id) VALUES (8) ON CONFLICT DO NOTHING`)),
  ).toMatchObject({
    code: '42601',
  });
  expect(await refusalOf(client.query('SELECT 1'))).toMatchObject({ code: '25P02' });
  await client.query('ROLLBACK');
  expect(await rowsOf()).toEqual([]);
});
