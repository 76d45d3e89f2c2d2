import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type pg from 'pg';
import { defaultRole, faults, type RedshiftStandIn } from '../index.ts';
import { parquetOf } from '../parquet-files.fixture.ts';
import { bucket, refusalOf, startWorld, type World } from '../real-parts.fixture.ts';

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
    `CREATE TABLE ${table} (id BIGINT NOT NULL, name VARCHAR(8), cost DECIMAL(5,2), start TIMESTAMP) SORTKEY(start)`,
  );
});

function rowsSql(name = "'Ada'", id = '1'): string {
  return `SELECT * FROM (VALUES (${id}::BIGINT, ${name}, 1.25::DECIMAL(5,2), TIMESTAMP '2026-01-02 03:04:05.678901'),
    (2, NULL, NULL, NULL), (3, '', 0::DECIMAL(5,2), TIMESTAMP '2026-01-02')) t(id, name, cost, start)`;
}

function copyOf(key: string, more = '', into = table): string {
  return `COPY ${into} FROM 's3://${bucket}/${key}' IAM_ROLE '${defaultRole}' FORMAT AS PARQUET ${more}`;
}

async function rowsOf(name = table): Promise<unknown[]> {
  return (await client.query(`SELECT * FROM ${name} ORDER BY id`)).rows;
}

/** Puts a file and its manifest; the rest is as good as it can be. */
async function putBatch(file: Uint8Array, entry: Record<string, unknown> = {}): Promise<string> {
  const url = `s3://${bucket}/${table}/a=1/part.parquet`;
  await world.put(`${table}/a=1/part.parquet`, file);
  const right = { url, mandatory: true, meta: { content_length: file.length } };
  await world.put(`${table}/manifest.json`, JSON.stringify({ entries: [{ ...right, ...entry }] }));
  return `${table}/manifest.json`;
}

async function refused(key: string, more = ''): Promise<{ code: string; context: string }> {
  const error = await refusalOf(client.query(copyOf(key, more)));
  expect(error.code).toBe('XX000');
  expect(await rowsOf()).toEqual([]);
  const line = (name: string) => new RegExp(`${name}: +(.*)`).exec(error.detail ?? '')?.[1] ?? '';
  return { code: line('code'), context: `${line('error')}: ${line('context')}` };
}

describe('a right file', () => {
  test('is loaded by a manifest, value by value, and the rows are counted', async () => {
    const key = await putBatch(await parquetOf(rowsSql('\'Ä, "b"\n\'')));
    const { command, rowCount } = await client.query(copyOf(key, 'MANIFEST STATUPDATE ON'));
    expect([command, rowCount]).toEqual(['COPY', null]);
    const { rows } = await client.query(
      `SELECT id, name, cost, start::varchar AS start FROM ${table} ORDER BY id`,
    );
    expect(rows).toEqual([
      { id: '1', name: 'Ä, "b"\n', cost: '1.25', start: '2026-01-02 03:04:05.678901' },
      { id: '2', name: null, cost: null, start: null },
      { id: '3', name: '', cost: '0.00', start: '2026-01-02 00:00:00' },
    ]);
    const last = await client.query('SELECT pg_last_copy_count() AS n, pg_last_copy_id() AS id');
    expect(last.rows).toEqual([{ n: '3', id: expect.any(Number) }]);
    const history = await client.query('SELECT * FROM sys_load_history WHERE query_id = $1', [
      last.rows[0].id,
    ]);
    expect(history.rows).toEqual([
      expect.objectContaining({
        status: 'completed',
        loaded_rows: '3',
        table_name: table,
        data_source: `s3://${bucket}/${key}`,
      }),
    ]);
    const files = await client.query(
      'SELECT filename, lines_scanned AS n FROM stl_load_commits WHERE query = $1',
      [last.rows[0].id],
    );
    expect(files.rows).toEqual([
      {
        filename: `https://s3.us-east-1.amazonaws.com/${bucket}/${table}/a%3D1/part.parquet`.padEnd(256),
        n: 3,
      },
    ]);
  });

  test('is loaded by its prefix, as a prepared statement, with the default role', async () => {
    await putBatch(await parquetOf(rowsSql()));
    const text = copyOf(`${table}/a=1/`).replace(`'${defaultRole}'`, 'default');
    await client.query({ name: 'copy', text });
    await client.query({ name: 'copy', text });
    expect(await rowsOf()).toHaveLength(6);
  });

  test('is loaded into the columns that are named, in the file’s order', async () => {
    const key = await putBatch(await parquetOf(`SELECT 'Ada' AS x, 7::BIGINT AS y`));
    await client.query(copyOf(key, 'MANIFEST', `${table} (name, id)`));
    expect(await rowsOf()).toEqual([{ id: '7', name: 'Ada', cost: null, start: null }]);
  });

  test('with fewer columns is filled up with FILLRECORD', async () => {
    const key = await putBatch(await parquetOf('SELECT 7::BIGINT AS id'));
    await client.query(copyOf(key, 'MANIFEST FILLRECORD'));
    expect(await rowsOf()).toEqual([{ id: '7', name: null, cost: null, start: null }]);
  });

  test('of another writer is loaded: decimals in INT64 and in bytes, times in milliseconds', async () => {
    await client.query(`CREATE TEMP TABLE other (id BIGINT, a DECIMAL(5,2), start TIMESTAMP)`);
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
    const key = await putBatch(new Uint8Array(file));
    await client.query(copyOf(key, 'MANIFEST', 'other'));
    const { rows } = await client.query('SELECT id, a, start::varchar AS start FROM other');
    expect(rows).toEqual([{ id: '1', a: '123.45', start: '2026-01-02 03:04:05.678' }]);
  });

  test('of 250,000 rows takes seconds', async () => {
    const many = `SELECT i::BIGINT AS id, 'n' || (i % 1000)::VARCHAR AS name, 1.25::DECIMAL(5,2) AS cost,
      TIMESTAMP '2026-01-02' AS start FROM range(250000) r(i)`;
    const key = await putBatch(await parquetOf(many));
    const startedAt = performance.now();
    await client.query(copyOf(key, 'MANIFEST'));
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    const { rows } = await client.query(`SELECT count(*) AS n FROM ${table}`);
    expect(rows).toEqual([{ n: '250000' }]);
  });
});

describe('values', () => {
  test.each([
    [
      'longer in bytes than the column',
      rowsSql("'Äääää'"),
      '15007',
      'longer than the length defined in the table. Table: 8, Data: 10',
    ],
    ['null where none may be', rowsSql("'Ada'", 'NULL'), '8007', 'Cannot insert a NULL value into column id'],
    ['with a character that is none', rowsSql('chr(64976)'), '15007', 'Bad UTF-8 hex sequence: efb790'],
    ['with U+FFFF', rowsSql('chr(65535)'), '15007', 'Bad UTF-8 hex sequence: efbfbf'],
    ['with NUL', rowsSql("'a' || chr(0)"), '15007', 'Bad UTF-8 hex sequence: 00'],
  ])('%s are refused', async (_, sql, code, words) => {
    const told = await refused(await putBatch(await parquetOf(sql)), 'MANIFEST');
    expect(told).toEqual({ code, context: expect.stringContaining(words) });
  });

  test('that are no characters are replaced with ACCEPTINVCHARS', async () => {
    const key = await putBatch(await parquetOf(rowsSql("'a' || chr(64976) || chr(0)")));
    await client.query(copyOf(key, "MANIFEST ACCEPTINVCHARS '^'"));
    expect(await rowsOf()).toContainEqual(expect.objectContaining({ id: '1', name: 'a^^' }));
  });

  test('that are no UTF-8 are refused', async () => {
    const file = await parquetOf(rowsSql("'qqqqqqq'"));
    const broken = Buffer.from(file.toString('latin1').replaceAll('qqqqqqq', 'qqq\xffqqq'), 'latin1');
    expect(await refused(await putBatch(broken), 'MANIFEST')).toMatchObject({
      context: expect.stringContaining('invalid or unsupported UTF-8'),
    });
  });
});

describe('files', () => {
  test.each<[string, string, string, string]>([
    ['with a column less', 'SELECT 1::BIGINT AS id', '15007', 'Table columns: 4, Data columns: 1'],
    [
      'with another width',
      rowsSql().replace('::BIGINT', '::INTEGER'),
      '15007',
      'incompatible Parquet schema',
    ],
    [
      'with DOUBLE for DECIMAL',
      rowsSql().replaceAll('::DECIMAL(5,2)', '::DOUBLE'),
      '15007',
      'Column type: NUMERIC(5, 2)',
    ],
    [
      'with nanoseconds',
      rowsSql().replace('SELECT *', 'SELECT id, name, cost, start::TIMESTAMP_NS'),
      '15007',
      'Column type: TIMESTAMP',
    ],
  ])('%s are refused', async (_, sql, code, words) => {
    const told = await refused(await putBatch(await parquetOf(sql)), 'MANIFEST');
    expect(told).toEqual({ code, context: expect.stringContaining(words) });
  });

  test('that are no Parquet, or cut short, are refused', async () => {
    expect(await refused(await putBatch(Buffer.from('id,name\n1,Ada\n')), 'MANIFEST')).toMatchObject({
      code: '15001',
    });
    const file = await parquetOf(rowsSql());
    expect(await refused(await putBatch(file.subarray(0, -20)), 'MANIFEST')).toMatchObject({ code: '15001' });
    const damaged = Buffer.from(file);
    damaged.fill(0, 4, file.length / 2);
    expect(await refused(await putBatch(damaged), 'MANIFEST')).toMatchObject({ code: '15001' });
  });
});

describe('manifests', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    [
      'a mandatory file that is missing',
      { url: `s3://${bucket}/none` },
      '8001',
      'The specified key does not exist.,Status 404',
    ],
    [
      'no file that exists',
      { url: `s3://${bucket}/none`, mandatory: false },
      '8001',
      'No file that the manifest lists',
    ],
    ['a length that is too long', { meta: { content_length: 9_999_999 } }, '15001', '416'],
    ['a length that is too short', { meta: { content_length: 7 } }, '15001', 'invalid version number'],
    ['no length', { meta: undefined }, '15003', "File entry does not have 'meta' key."],
    ['a bucket that is none', { url: 's3://no-such-bucket/a' }, '8001', 'S3ServiceException'],
  ])('with %s are refused', async (_, entry, code, words) => {
    const told = await refused(await putBatch(await parquetOf(rowsSql()), entry), 'MANIFEST');
    expect(told).toEqual({ code, context: expect.stringContaining(words) });
  });

  test('that are missing are refused, and so is a prefix without objects', async () => {
    expect(await refused('none.json', 'MANIFEST')).toMatchObject({
      context: expect.stringContaining('Problem reading manifest'),
    });
    expect((await refused('none/')).context).toContain("The specified S3 prefix 'none/' does not exist");
  });

  test('lose a file that is not mandatory without a word', async () => {
    const file = await parquetOf(rowsSql());
    await putBatch(file);
    const url = `s3://${bucket}/${table}/a=1/part.parquet`;
    const entries = [
      { url, mandatory: true, meta: { content_length: file.length } },
      { url: `${url}.none`, meta: { content_length: 1 } },
    ];
    await world.put(`${table}/manifest.json`, JSON.stringify({ entries }));
    await client.query(copyOf(`${table}/manifest.json`, 'MANIFEST'));
    expect(await rowsOf()).toHaveLength(3);
  });
});

test('a role that is not attached may load nothing', async () => {
  const key = await putBatch(await parquetOf(rowsSql()));
  const text = copyOf(key, 'MANIFEST').replace(defaultRole, 'arn:aws:iam::1:role/other');
  expect((await refusalOf(client.query(text))).detail).toMatch(
    /is not authorized to assume IAM Role arn:aws:iam::1:role\/other\n {2}code: +30000/,
  );
});

test('a table that is missing, and a column, are told at once', async () => {
  expect(await refusalOf(client.query(copyOf('x', '', 'no_table')))).toMatchObject({ code: '42P01' });
  expect(await refusalOf(client.query(copyOf('x', '', `${table} (nobody)`)))).toMatchObject({
    code: '42703',
  });
});

describe('a COPY that fails', () => {
  test('within a transaction fails it, and its error stays when that rolls back', async () => {
    const key = await putBatch(await parquetOf(rowsSql("'much too long'")));
    await client.query('BEGIN');
    await client.query(`INSERT INTO ${table} (id) VALUES (9)`);
    await refusalOf(client.query(copyOf(key, 'MANIFEST')));
    expect(await refusalOf(client.query('SELECT 1'))).toMatchObject({ code: '25P02' });
    expect(await refusalOf(client.query(copyOf(key, 'MANIFEST')))).toMatchObject({ code: '25P02' });
    await client.query('ROLLBACK');
    expect(await rowsOf()).toEqual([]);
    const last = await client.query('SELECT pg_last_copy_id() AS id, pg_last_copy_count() AS n');
    expect(last.rows[0].n).toBe('0');
    const file = `https://s3.us-east-1.amazonaws.com/${bucket}/${table}/a%3D1/part.parquet`;
    const detail = await client.query('SELECT * FROM sys_load_error_detail WHERE query_id = $1', [
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
    const stl = await client.query(
      'SELECT trim(err_reason) AS why, raw_field_value FROM stl_load_errors WHERE query = $1',
      [last.rows[0].id],
    );
    expect(stl.rows).toEqual([
      {
        why: expect.stringMatching(/^The length of the data column name/),
        raw_field_value: ' '.repeat(1024),
      },
    ]);
    const log = await client.query('SELECT message FROM svl_s3log WHERE query = $1', [last.rows[0].id]);
    expect(log.rows[0].message).toContain(`Data: 13, File name: ${file}`);
  });

  test('as a prepared statement skips to Sync, and the connection goes on', async () => {
    const key = await putBatch(await parquetOf(rowsSql("'much too long'")));
    await refusalOf(client.query({ text: copyOf(key, 'MANIFEST'), values: [] }));
    await refusalOf(client.query({ name: 'failing', text: copyOf(key, 'MANIFEST') }));
    expect(await rowsOf()).toEqual([]);
  });

  test('can be made to fail as a server does that is out of disk', async () => {
    const full = { ...faults.notParquet(''), code: 1016, error: 'Disk Full', context: 'node: 0' };
    const other = await world.start({ refuseCopy: ({ key }) => (key.startsWith('full') ? full : null) });
    const hers = await world.open(other);
    expect(await refusalOf(hers.query(copyOf('full/a')))).toMatchObject({
      message: 'Disk Full',
      detail: expect.stringContaining('1016'),
    });
    await hers.query(copyOf(await putBatch(await parquetOf(rowsSql())), 'MANIFEST'));
    expect(await rowsOf()).toHaveLength(3);
  });
});

test('in a transaction its rows come with the commit, and go with a rollback', async () => {
  const key = await putBatch(await parquetOf(rowsSql()));
  await client.query('BEGIN');
  await client.query(copyOf(key, 'MANIFEST'));
  await client.query('ROLLBACK');
  expect(await rowsOf()).toEqual([]);
  await client.query('BEGIN');
  await client.query(copyOf(key, 'MANIFEST'));
  await client.query('COMMIT');
  expect(await rowsOf()).toHaveLength(3);
});

test('the system views are no tables of a schema of the user’s', async () => {
  const { rows } = await client.query(
    `SELECT table_name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_name LIKE '%load%'`,
  );
  expect(rows).toEqual([]);
});
