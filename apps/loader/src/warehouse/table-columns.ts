import type { Session } from './commit-load.ts';
import { selectTableColumns } from './statements.ts';

/** A column of the table as the warehouse's catalogue has it. */
export interface TableColumn {
  name: string;
  /** As information_schema says it: `character varying`, `numeric` … */
  type: string;
  /** Of a text; null: no limit. Characters on PostgreSQL, bytes on Redshift. */
  length: number | null;
  /** Of a numeric. */
  precision: number | null;
  scale: number | null;
  /** Digits behind the second of a time; null where the warehouse does not say, for it knows one kind of them. */
  fraction: number | null;
  /** It must be given a value: it takes no null and has no default. */
  isRequired: boolean;
}

/** The table that rows go into, as it stands in the catalogue. */
export interface Table {
  /** No view of something else. */
  isTable: boolean;
  /** None when there is no such table. */
  columns: TableColumn[];
}

/** Reads what the catalogue says of the table. */
export async function readTable(session: Session): Promise<Table> {
  const { rows } = await session.query(selectTableColumns);
  const isTable = rows.every((row) => row['table_type'] === 'BASE TABLE');
  return { isTable, columns: rows.map(toColumn) };
}

function toColumn(row: Record<string, unknown>): TableColumn {
  return {
    name: String(row['column_name']),
    type: String(row['data_type']),
    length: orNull(row['character_maximum_length']),
    precision: orNull(row['numeric_precision']),
    scale: orNull(row['numeric_scale']),
    fraction: orNull(row['datetime_precision']),
    isRequired: row['is_nullable'] === 'NO' && row['column_default'] === null,
  };
}

function orNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

/** A column's type as its DDL says it. */
export function sayTableType({ type, length, precision, scale, fraction }: TableColumn): string {
  const short = shortNames[type] ?? type.toUpperCase();
  if (fraction !== null && fraction < 6) return `${short}(${fraction})`;
  if (type === 'character varying') return length === null ? short : `${short}(${length})`;
  return type === 'numeric' ? `${short}(${precision},${scale})` : short;
}

const shortNames: Record<string, string> = {
  'character varying': 'VARCHAR',
  numeric: 'DECIMAL',
  'timestamp without time zone': 'TIMESTAMP',
  'timestamp with time zone': 'TIMESTAMPTZ',
};
