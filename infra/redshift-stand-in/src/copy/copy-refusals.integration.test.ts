import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultRole } from '../index.ts';
import { parquetOf } from '../parquet-files.fixture.ts';
import { bucket, refusalOf } from '../real-parts.fixture.ts';
import { type CopyWorld, rowsSql, startCopyWorld } from './copy-world.fixture.ts';

let on: CopyWorld;
beforeAll(async () => {
  on = await startCopyWorld();
});
afterAll(() => on.world.stop());
beforeEach(() => on.newTable());

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
    const told = await on.refused(await on.putBatch(await parquetOf(sql)), 'MANIFEST');
    expect(told).toEqual({ code, context: expect.stringContaining(words) });
  });

  test('that are no characters are replaced with ACCEPTINVCHARS', async () => {
    const key = await on.putBatch(await parquetOf(rowsSql("'a' || chr(64976) || chr(0)")));
    await on.client.query(on.copyOf(key, "MANIFEST ACCEPTINVCHARS '^'"));
    expect(await on.rowsOf()).toContainEqual(expect.objectContaining({ id: '1', name: 'a^^' }));
  });

  test('that are no UTF-8 are refused', async () => {
    const file = await parquetOf(rowsSql("'qqqqqqq'"));
    const broken = Buffer.from(file.toString('latin1').replaceAll('qqqqqqq', 'qqq\xffqqq'), 'latin1');
    expect(await on.refused(await on.putBatch(broken), 'MANIFEST')).toMatchObject({
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
    const told = await on.refused(await on.putBatch(await parquetOf(sql)), 'MANIFEST');
    expect(told).toEqual({ code, context: expect.stringContaining(words) });
  });

  test('that are no Parquet, or cut short, are refused', async () => {
    expect(await on.refused(await on.putBatch(Buffer.from('id,name\n1,Ada\n')), 'MANIFEST')).toMatchObject({
      code: '15001',
    });
    const file = await parquetOf(rowsSql());
    expect(await on.refused(await on.putBatch(file.subarray(0, -20)), 'MANIFEST')).toMatchObject({
      code: '15001',
    });
    const damaged = Buffer.from(file);
    damaged.fill(0, 4, file.length / 2);
    expect(await on.refused(await on.putBatch(damaged), 'MANIFEST')).toMatchObject({ code: '15001' });
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
    const told = await on.refused(await on.putBatch(await parquetOf(rowsSql()), entry), 'MANIFEST');
    expect(told).toEqual({ code, context: expect.stringContaining(words) });
  });

  test('that are missing are refused, and so is a prefix without objects', async () => {
    expect(await on.refused('none.json', 'MANIFEST')).toMatchObject({
      context: expect.stringContaining('Problem reading manifest'),
    });
    expect((await on.refused('none/')).context).toContain("The specified S3 prefix 'none/' does not exist");
  });

  test('lose a file that is not mandatory without a word', async () => {
    const file = await parquetOf(rowsSql());
    await on.putBatch(file);
    const url = `s3://${bucket}/${on.table()}/a=1/part.parquet`;
    const entries = [
      { url, mandatory: true, meta: { content_length: file.length } },
      { url: `${url}.none`, meta: { content_length: 1 } },
    ];
    await on.world.put(`${on.table()}/manifest.json`, JSON.stringify({ entries }));
    await on.client.query(on.copyOf(`${on.table()}/manifest.json`, 'MANIFEST'));
    expect(await on.rowsOf()).toHaveLength(3);
  });
});

test('a role that is not attached may load nothing', async () => {
  const key = await on.putBatch(await parquetOf(rowsSql()));
  const text = on.copyOf(key, 'MANIFEST').replace(defaultRole, 'arn:aws:iam::1:role/other');
  expect((await refusalOf(on.client.query(text))).detail).toMatch(
    /is not authorized to assume IAM Role arn:aws:iam::1:role\/other\n {2}code: +30000/,
  );
});

test('a table that is missing, and a column, are told at once', async () => {
  expect(await refusalOf(on.client.query(on.copyOf('x', '', 'no_table')))).toMatchObject({ code: '42P01' });
  expect(await refusalOf(on.client.query(on.copyOf('x', '', `${on.table()} (nobody)`)))).toMatchObject({
    code: '42703',
  });
});
