import { expect, test } from '@jest/globals';
import { businessColumns, columns, parquetColumns, sqlType } from './columns.ts';
import { encodeClean } from './clean-record.ts';
import golden from './golden.json' with { type: 'json' };
import schemaV1 from './schemas/v1.json' with { type: 'json' };

function describeColumn({ name, type, from, required }: (typeof columns)[number]): string {
  return `${name} ${sqlType(type)}${required ? ' NOT NULL' : ''} from ${from}`;
}

test('the nine business columns are those of the original table: names, types, order', () => {
  expect(businessColumns.map(({ name, type }) => `${name} ${sqlType(type)}`)).toEqual([
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

test('schema v1 has exactly the business columns, all required', () => {
  const names = businessColumns.map(({ name }) => name as string);
  expect(Object.keys(schemaV1.properties)).toEqual(names);
  expect(schemaV1.required).toEqual(names);
});

test('the clean record has the columns that come from it, in their order', () => {
  const { record, callId, fingerprint } = golden[0]!;
  const tail = { call_id: callId, fingerprint, raw_partition: 0, raw_offset: 0, ingested_at: 0 };
  const written = Object.keys(JSON.parse(encodeClean(record, tail)) as object);
  expect(written).toEqual(columns.filter(({ from }) => from.startsWith('record')).map(({ name }) => name));
});
