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
  /** It must be given a value: it takes no null and has no default. */
  isRequired: boolean;
}

/** Reads the table's columns; none when there is no such table. */
export async function readTableColumns(session: Session): Promise<TableColumn[]> {
  const { rows } = await session.query(selectTableColumns);
  return rows.map((row) => ({
    name: String(row['column_name']),
    type: String(row['data_type']),
    length: orNull(row['character_maximum_length']),
    precision: orNull(row['numeric_precision']),
    scale: orNull(row['numeric_scale']),
    isRequired: row['is_nullable'] === 'NO' && row['column_default'] === null,
  }));
}

function orNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

/** A column's type as its DDL says it. */
export function sayTableType({ type, length, precision, scale }: TableColumn): string {
  const short = shortNames[type] ?? type.toUpperCase();
  if (type === 'character varying') return length === null ? short : `${short}(${length})`;
  return type === 'numeric' ? `${short}(${precision},${scale})` : short;
}

const shortNames: Record<string, string> = {
  'character varying': 'VARCHAR',
  numeric: 'DECIMAL',
  'timestamp without time zone': 'TIMESTAMP',
  'timestamp with time zone': 'TIMESTAMPTZ',
};
