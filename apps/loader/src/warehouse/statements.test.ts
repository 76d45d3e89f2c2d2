import { expect, test } from '@jest/globals';
import { columns, parquetColumns } from '@cdr/call-record';
import * as sql from './statements.ts';

test('staging has the Parquet files’ columns, and refuses NULL only where the table does', () => {
  const defined = /\((.*)\)$/.exec(sql.createStaging)![1]!.split(/, (?=[a-z])/);
  expect(defined.map((column) => column.split(' ')[0])).toEqual(parquetColumns.map(({ name }) => name));
  expect(defined.map((column) => column.endsWith(' NOT NULL'))).toEqual(
    parquetColumns.map(({ required }) => required),
  );
});

test('every column of the table is inserted, in the order of the column table, the time of loading from us', () => {
  const [, inserted, selected] = /^INSERT INTO \S+ \(([^)]*)\)\s+SELECT (.*)\n/.exec(sql.insertRows)!;
  expect(inserted!.split(', ')).toEqual(columns.map(({ name }) => name));
  expect(selected!.split(', ')).toEqual(
    columns.map(({ name }) => (name === 'loaded_at' ? '$1::timestamp' : `s.${name}`)),
  );
});

test('rows are taken out of staging by numbers only', () => {
  expect(sql.deleteStaged([3, 5])).toBe(
    'DELETE FROM staging WHERE raw_partition = $1 AND raw_offset IN (3, 5)',
  );
  expect(sql.deleteStaged(['1); DROP TABLE x' as never])).toMatch(/IN \(NaN\)$/);
});
