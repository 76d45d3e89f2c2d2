import type { CallRecord, CleanRecord } from './call-record.ts';

/** What a column holds. Text is measured in bytes, as Redshift does. */
export type ColumnType =
  | { kind: 'text'; bytes: number }
  | { kind: 'timestamp' }
  | { kind: 'integer' }
  | { kind: 'bigint' }
  | { kind: 'decimal'; precision: number; scale: number };

export interface Column {
  name: string;
  type: ColumnType;
  /** Who fills it: the clean record as it is, the clean record in epoch ms, the batch, or the load itself. */
  from: 'record' | 'record-ms' | 'batch' | 'load';
  required: boolean;
}

function text(bytes: number) {
  return { kind: 'text', bytes } as const;
}

const timestamp = { kind: 'timestamp' } as const;
const integer = { kind: 'integer' } as const;
const bigint = { kind: 'bigint' } as const;

/** The fields of the original table: its names, types and order. */
export const originalColumns = [
  { name: 'caller_name', type: text(256), from: 'record', required: false },
  { name: 'receiver_name', type: text(256), from: 'record', required: false },
  { name: 'caller_id', type: text(20), from: 'record', required: false },
  { name: 'receiver_id', type: text(20), from: 'record', required: false },
  { name: 'start_datetime', type: timestamp, from: 'record', required: false },
  { name: 'end_datetime', type: timestamp, from: 'record', required: false },
  { name: 'call_duration', type: integer, from: 'record', required: false },
  { name: 'network_provider', type: text(50), from: 'record', required: false },
  {
    name: 'total_amount',
    type: { kind: 'decimal', precision: 5, scale: 2 },
    from: 'record',
    required: false,
  },
] as const satisfies (Column & { name: keyof CallRecord })[];

/**
 * What was appended since the table had its lineage, in order of release: nullable, for older rows have none of it. The next
 * one goes to the end.
 */
export const appendedColumns = [
  { name: 'call_status', type: text(16), from: 'record', required: false },
  { name: 'cell_id', type: text(32), from: 'record', required: false },
  // Which rows to search by call_id alone: a derived id holds the start of its call, a source's own does not.
  { name: 'call_id_from', type: text(8), from: 'record', required: false },
] as const satisfies (Column & { name: keyof CleanRecord })[];

/** What a record says of its call, and so what its fingerprint is made of. */
export const businessColumns = [...originalColumns, ...appendedColumns.filter(isOfCall)];

type AppendedColumn = (typeof appendedColumns)[number];

function isOfCall(column: AppendedColumn): column is Exclude<AppendedColumn, { name: 'call_id_from' }> {
  return column.name !== 'call_id_from';
}

const lineageColumns = [
  { name: 'call_id', type: text(64), from: 'record', required: true },
  { name: 'fingerprint', type: text(16), from: 'record', required: true },
  { name: 'raw_partition', type: integer, from: 'record', required: true },
  { name: 'raw_offset', type: bigint, from: 'record', required: true },
  { name: 'ingested_at', type: timestamp, from: 'record-ms', required: true },
] as const satisfies (Column & { name: keyof CleanRecord })[];

/**
 * The one table of columns: the warehouse's DDL, the Parquet schema and the COPY column lists derive from it, in this
 * order. Append only: Parquet is loaded by position, so a column in the middle would shift every value behind it.
 */
export const columns: readonly Column[] = [
  ...originalColumns,
  ...lineageColumns,
  { name: 'batch_id', type: text(64), from: 'batch', required: true },
  { name: 'loaded_at', type: timestamp, from: 'load', required: true },
  ...appendedColumns,
];

/** The columns a Parquet file carries, in its order: all but those the load fills in. */
export const parquetColumns: readonly Column[] = columns.filter((column) => column.from !== 'load');

/** The type in SQL, valid in PostgreSQL, Redshift and DuckDB alike. */
export function sqlType(type: ColumnType): string {
  return sqlTypes[type.kind](type as never);
}

const sqlTypes: { [K in ColumnType['kind']]: (type: Extract<ColumnType, { kind: K }>) => string } = {
  text: ({ bytes }) => `VARCHAR(${bytes})`,
  timestamp: () => 'TIMESTAMP',
  integer: () => 'INTEGER',
  bigint: () => 'BIGINT',
  decimal: ({ precision, scale }) => `DECIMAL(${precision},${scale})`,
};
