import { describe, expect, test } from '@jest/globals';
import { columns, parquetColumns } from '@cdr/call-record';
import type { FileColumn } from '../staging/parquet-footer.ts';
import { findMisfits } from './preflight.ts';
import type { TableColumn } from './table-columns.ts';

const fileForms = {
  text: { physical: 'BYTE_ARRAY', logical: 'UTF8' },
  timestamp: { physical: 'INT64', logical: 'TIMESTAMP_MICROS' },
  integer: { physical: 'INT32', logical: 'INT_32' },
  bigint: { physical: 'INT64', logical: 'INT_64' },
  decimal: { physical: 'INT32', logical: 'DECIMAL(5,2)' },
};
const tableForms = {
  text: { type: 'character varying' },
  timestamp: { type: 'timestamp without time zone' },
  integer: { type: 'integer', precision: 32, scale: 0 },
  bigint: { type: 'bigint', precision: 64, scale: 0 },
  decimal: { type: 'numeric', precision: 5, scale: 2 },
};
const fileColumns = parquetColumns.map(({ name, type }): FileColumn => ({
  name,
  length: null,
  ...fileForms[type.kind],
}));
const tableColumns = columns.map(({ name, type }): TableColumn => ({
  name,
  length: type.kind === 'text' ? type.bytes : null,
  precision: null,
  scale: null,
  fraction: type.kind === 'timestamp' ? 6 : null,
  isRequired: false,
  ...tableForms[type.kind],
}));

function changed<C extends { name: string }>(list: readonly C[], name: string, change: Partial<C>): C[] {
  return list.map((column) => (column.name === name ? { ...column, ...change } : column));
}
function misfits(file: readonly FileColumn[], table: readonly TableColumn[]): string[] {
  const files = [{ name: 'part-00000.parquet', footer: { columns: [...file], rows: 1 } }];
  return findMisfits(files, { isTable: true, columns: [...table] });
}

test('files and table as they should be fit', () => {
  expect(misfits(fileColumns, tableColumns)).toEqual([]);
});

test('a view in the place of the table is told: what it hides would come twice', () => {
  expect(findMisfits([], { isTable: false, columns: tableColumns })).toEqual([
    expect.stringMatching(/^telecom\.telecom_data is no table but a view/),
  ]);
});

describe('of a file', () => {
  const noName = fileColumns.filter(({ name }) => name !== 'caller_name');
  const swapped = [fileColumns[1]!, fileColumns[0]!, ...fileColumns.slice(2)];
  test.each<[string, FileColumn[], RegExp]>([
    ['a missing column', noName, /has 17 columns, COPY names 18 \(caller_name is missing\)/],
    [
      'a column too much',
      [...fileColumns, { ...fileColumns[0]!, name: 'x' }],
      /19 columns.*\(x is too much\)/,
    ],
    ['two columns in another order', swapped, /has receiver_name as column 1, where COPY takes caller_name/],
    [
      'a text without UTF8',
      changed(fileColumns, 'caller_name', { logical: null }),
      /column caller_name: the file has BYTE_ARRAY, which no COPY takes into VARCHAR\(256\)/,
    ],
    [
      'a 64-bit duration',
      changed(fileColumns, 'call_duration', { physical: 'INT64', logical: 'INT_64' }),
      /column call_duration: the file has INT64 INT_64, .* INTEGER/,
    ],
    [
      'a 16-bit duration',
      changed(fileColumns, 'call_duration', { logical: 'INT_16' }),
      /call_duration: the file has INT32 INT_16/,
    ],
    [
      'a 32-bit offset',
      changed(fileColumns, 'raw_offset', { physical: 'INT32', logical: 'INT_32' }),
      /raw_offset: the file has INT32 INT_32, .* BIGINT/,
    ],
    [
      'a floating amount',
      changed(fileColumns, 'total_amount', { physical: 'DOUBLE', logical: null }),
      /total_amount: the file has DOUBLE, .* DECIMAL\(5,2\)/,
    ],
    [
      'an amount of another precision',
      changed(fileColumns, 'total_amount', { logical: 'DECIMAL(7,2)' }),
      /total_amount: the file has INT32 DECIMAL\(7,2\)/,
    ],
    [
      'an amount of another scale',
      changed(fileColumns, 'total_amount', { logical: 'DECIMAL(5,3)' }),
      /total_amount: the file has INT32 DECIMAL\(5,3\)/,
    ],
    [
      'an amount in bytes',
      changed(fileColumns, 'total_amount', { physical: 'FIXED_LEN_BYTE_ARRAY', length: 16 }),
      /has FIXED_LEN_BYTE_ARRAY\(16\) DECIMAL\(5,2\)/,
    ],
    [
      'a time in nanoseconds',
      changed(fileColumns, 'start_datetime', { logical: null }),
      /start_datetime: the file has INT64, .* TIMESTAMP/,
    ],
    [
      'a time in milliseconds',
      changed(fileColumns, 'end_datetime', { logical: 'TIMESTAMP_MILLIS' }),
      /end_datetime: the file has INT64 TIMESTAMP_MILLIS/,
    ],
  ])('%s is named, with what to do', (_, file, sentence) => {
    const [said, ...more] = misfits(file, tableColumns);
    expect(said).toMatch(sentence);
    expect(said).toMatch(/^part-00000\.parquet.* a fault of this loader: report it/);
    // A swap is wrong in two places.
    expect(more.length).toBeLessThanOrEqual(1);
  });
});

describe('of the table', () => {
  const wider = changed(tableColumns, 'caller_name', { length: 1_000 });
  test.each<[string, TableColumn[]]>([
    ['a longer text', wider],
    ['a text without a limit', changed(tableColumns, 'caller_name', { type: 'text', length: null })],
    ['a wider integer', changed(tableColumns, 'call_duration', { type: 'bigint' })],
    ['a wider amount', changed(tableColumns, 'total_amount', { precision: 7 })],
    ['a column of its own that may be null', [...tableColumns, { ...tableColumns[0]!, name: 'remark' }]],
    ['another order', [...tableColumns].reverse()],
  ])('%s holds the same values', (_, table) => {
    expect(misfits(fileColumns, table)).toEqual([]);
  });

  test.each<[string, TableColumn[], RegExp]>([
    ['is not there', [], /^telecom\.telecom_data cannot be seen: run "npm run migrate"/],
    [
      'lacks a column',
      tableColumns.filter(({ name }) => name !== 'batch_id'),
      /^telecom\.telecom_data\.batch_id is missing: run "npm run migrate"/,
    ],
    [
      'has a shorter text',
      changed(tableColumns, 'caller_name', { length: 100 }),
      /^telecom\.telecom_data\.caller_name is VARCHAR\(100\), records need VARCHAR\(256\): run ALTER TABLE telecom\.telecom_data ALTER COLUMN caller_name TYPE VARCHAR\(256\)/,
    ],
    [
      'has a number for a text',
      changed(tableColumns, 'caller_id', { type: 'bigint', length: null }),
      /caller_id is BIGINT, records need VARCHAR\(20\): .*make it VARCHAR\(20\) again/,
    ],
    [
      'has a narrower integer',
      changed(tableColumns, 'raw_offset', { type: 'integer' }),
      /raw_offset is INTEGER, records need BIGINT/,
    ],
    [
      'has an amount that would be rounded',
      changed(tableColumns, 'total_amount', { precision: 5, scale: 1 }),
      /total_amount is DECIMAL\(5,1\), records need DECIMAL\(5,2\)/,
    ],
    [
      'has an amount that overflows',
      changed(tableColumns, 'total_amount', { precision: 4, scale: 2 }),
      /total_amount is DECIMAL\(4,2\)/,
    ],
    [
      'has a time with a zone',
      changed(tableColumns, 'start_datetime', { type: 'timestamp with time zone' }),
      /start_datetime is TIMESTAMPTZ, records need TIMESTAMP/,
    ],
    [
      'would round a time',
      changed(tableColumns, 'ingested_at', { fraction: 0 }),
      /ingested_at is TIMESTAMP\(0\), records need TIMESTAMP/,
    ],
    [
      'demands what no record has',
      [...tableColumns, { ...tableColumns[0]!, name: 'tenant', isRequired: true }],
      /tenant takes no null and no record fills it: let it take nulls \(ALTER COLUMN tenant DROP NOT NULL;/,
    ],
  ])('that %s is told, with what to do', (_, table, sentence) => {
    expect(misfits(fileColumns, table)).toEqual([expect.stringMatching(sentence)]);
  });
});
