import { expect, test } from '@jest/globals';
import type { Session } from '../commit-load.ts';
import { diagnoseCopy } from './diagnose-copy.ts';

const folder = 'telecom_data/batch_id=b1';
const url =
  'https://s3.us-east-1.amazonaws.com/staging/telecom_data/batch_id%3Db1/part-00001.parquet?X-Amz-Signature=abc';

/** A server whose views hold these rows; one that is not given is denied. */
function server(views: Record<string, Record<string, unknown>[]>): Session {
  return {
    query: (text) => {
      const view = Object.keys(views).find((name) => text.includes(`FROM ${name}`));
      return view === undefined
        ? Promise.reject(new Error('permission denied for relation'))
        : Promise.resolve({ rows: views[view]!, rowCount: null });
    },
  };
}

const detail = {
  file_name: url,
  column_name: 'caller_name',
  column_type: 'varchar',
  column_length: '256',
  error_code: 15007,
  error_message: `The length of the data column caller_name is longer than the length defined in the table. Table: 256, Data: 300, File name: ${url}`,
};

test('the newest view answers first, its file by its own name', async () => {
  expect(await diagnoseCopy(server({ sys_load_error_detail: [detail] }), folder)).toEqual({
    file: 'part-00001.parquet',
    column: 'caller_name',
    type: 'VARCHAR(256)',
    reason:
      'The length of the data column caller_name is longer than the length defined in the table. Table: 256, Data: 300',
    code: '15007',
  });
});

test('errors of other batches are none of this one', async () => {
  const other = { ...detail, file_name: url.replace('b1', 'b2') };
  expect(await diagnoseCopy(server({ sys_load_error_detail: [other] }), folder)).toBeNull();
});

test('where that may not be read, or is empty, the older view answers; its texts are padded, and the value is not asked for', async () => {
  const row = {
    filename: `${url.split('?')[0]}      `,
    colname: 'total_amount              ',
    type: 'numeric   ',
    col_length: '5, 2      ',
    err_code: 1207,
    err_reason: 'Invalid digit, Value "x", Pos 0, Type: Decimal   ',
    value_bytes: 12,
  };
  for (const newer of [{}, { sys_load_error_detail: [] }]) {
    expect(await diagnoseCopy(server({ ...newer, stl_load_errors: [row] }), folder)).toEqual({
      file: 'part-00001.parquet',
      column: 'total_amount',
      type: 'NUMERIC(5, 2)',
      reason: 'Invalid digit (the value has 12 bytes and is not shown)',
      code: '1207',
    });
  }
});

test('the last one has the whole text of what Spectrum says', async () => {
  const message = `File '${url}' has an incompatible Parquet schema for column 's3://staging/telecom_data.call_duration'. Column type: INT, Parquet schema: optional int64 call_duration`;
  expect(await diagnoseCopy(server({ svl_s3log: [{ message }] }), folder)).toMatchObject({
    file: 'part-00001.parquet',
    column: 'call_duration',
    reason: 'incompatible Parquet schema for column: the table has INT, the file optional int64',
  });
});

test('a server that tells nothing tells nothing', async () => {
  expect(await diagnoseCopy(server({}), folder)).toBeNull();
});
