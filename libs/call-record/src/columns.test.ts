import { expect, test } from '@jest/globals';
import { businessColumns, columns, originalColumns, parquetColumns, sqlType } from './columns.ts';
import { encodeClean } from './clean-record.ts';
import golden from './golden.json' with { type: 'json' };
import { newestSchema, recordSchemas } from './record-schemas.ts';

function describeColumn({ name, type, from, required }: (typeof columns)[number]): string {
  return `${name} ${sqlType(type)}${required ? ' NOT NULL' : ''} from ${from}`;
}

test('the nine original columns are those of the original table: names, types, order', () => {
  expect(originalColumns.map(({ name, type }) => `${name} ${sqlType(type)}`)).toEqual([
    'caller_name VARCHAR(256)',
    'receiver_name VARCHAR(256)',
    'caller_id VARCHAR(20)',
    'receiver_id VARCHAR(20)',
    'start_datetime TIMESTAMP',
    'end_datetime TIMESTAMP',
    'call_duration INTEGER',
    'network_provider VARCHAR(50)',
    'total_amount DECIMAL(5,2)',
  ]);
});

// Released columns. Parquet is loaded by position: add lines at the end, change none.
test('columns are only ever appended', () => {
  const released = [
    'caller_name VARCHAR(256) from record',
    'receiver_name VARCHAR(256) from record',
    'caller_id VARCHAR(20) from record',
    'receiver_id VARCHAR(20) from record',
    'start_datetime TIMESTAMP from record',
    'end_datetime TIMESTAMP from record',
    'call_duration INTEGER from record',
    'network_provider VARCHAR(50) from record',
    'total_amount DECIMAL(5,2) from record',
    'call_id VARCHAR(64) NOT NULL from record',
    'fingerprint VARCHAR(16) NOT NULL from record',
    'raw_partition INTEGER NOT NULL from record',
    'raw_offset BIGINT NOT NULL from record',
    'ingested_at TIMESTAMP NOT NULL from record-ms',
    'batch_id VARCHAR(64) NOT NULL from batch',
    'loaded_at TIMESTAMP NOT NULL from load',
    'call_status VARCHAR(16) from record',
    'cell_id VARCHAR(32) from record',
    'call_id_from VARCHAR(8) from record',
  ];
  expect(columns.map(describeColumn)).toEqual(released);
});

test('a Parquet file carries all columns but those the load fills in, in the same order', () => {
  expect(parquetColumns.map(({ name }) => name)).toEqual(
    columns.map(({ name }) => name).filter((name) => name !== 'loaded_at'),
  );
});

test('no column is named twice', () => {
  expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
});

test('schema v1 has exactly the original columns, all required', () => {
  const { schema } = recordSchemas[0];
  const names = originalColumns.map(({ name }) => name as string);
  expect(Object.keys(schema.properties)).toEqual(names);
  expect(schema.required).toEqual(names);
});

test('every field of the newest schema has its column, and every business column its field', () => {
  const fields = Object.keys(newestSchema.schema.properties);
  const inRows = columns.filter(({ from }) => from === 'record').map(({ name }) => name);
  expect(inRows).toEqual(expect.arrayContaining(fields));
  expect(fields).toEqual(expect.arrayContaining(businessColumns.map(({ name }) => name)));
});

test('the clean record has the columns that come from it, its tail last', () => {
  const { record, fingerprint } = golden[0]!;
  const later = { call_id: 'own', call_status: 'completed', cell_id: '310-410-1' };
  const tail = { call_id: 'own', fingerprint, raw_partition: 0, raw_offset: 0, ingested_at: 0 };
  const written = Object.keys(JSON.parse(encodeClean({ ...record, ...later }, tail)) as object);
  expect(written.toSorted()).toEqual(
    columns
      .filter(({ from }) => from.startsWith('record'))
      .map(({ name }) => name)
      .toSorted(),
  );
  expect(written.slice(0, businessColumns.length)).toEqual(businessColumns.map(({ name }) => name));
  expect(written.slice(-5)).toEqual(Object.keys(tail));
});
