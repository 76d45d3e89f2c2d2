import { literal } from '../wire/literal.ts';
import type { Backend } from '../wire/backend.ts';
import { identifier } from '../sql/statement.ts';
import type { RedshiftError } from '../redshift-error.ts';
import type { CopyStatement } from './copy-statement.ts';

/** A column to load. */
export interface TargetColumn {
  name: string;
  /** As Redshift writes it: VARCHAR(256), NUMERIC(5,2). */
  type: string;
  /** The type without its numbers, by PostgreSQL's name. */
  kind: string;
  /** Bytes of a text. */
  length: number | null;
  precision: number;
  scale: number;
  isNotNull: boolean;
}

/** Where a COPY goes. */
export interface Target {
  id: number;
  /** The table's name as SQL. */
  sql: string;
  columns: TargetColumn[];
}

/** Looks up the table and the columns to load; an error when one is missing. @throws BackendError */
export async function findTarget(backend: Backend, copy: CopyStatement): Promise<Target | RedshiftError> {
  const sql = [copy.schema, copy.table]
    .flatMap((name) => (name === null ? [] : [identifier(name)]))
    .join('.');
  const { rows } = await backend.ask(`SELECT attrelid::bigint, attname, typname, atttypmod, attnotnull
    FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_type t ON t.oid = atttypid
      JOIN pg_catalog.pg_class c ON c.oid = attrelid
    WHERE attrelid = to_regclass(${literal(sql)}) AND attnum > 0 AND NOT attisdropped AND relkind = 'r'
    ORDER BY attnum`);
  if (rows.length === 0)
    return { code: '42P01', message: `Cannot COPY into nonexistent table ${copy.table}` };
  const all = rows.map(toColumn);
  const missing = copy.columns?.find((name) => !all.some((column) => column.name === name));
  if (missing !== undefined) {
    return { code: '42703', message: `column "${missing}" of relation "${copy.table}" does not exist` };
  }
  const twice = copy.columns?.find((name, n, names) => names.indexOf(name) !== n);
  if (twice !== undefined) return { code: '42701', message: `column "${twice}" specified more than once` };
  const columns = copy.columns?.map((name) => all.find((column) => column.name === name)!) ?? all;
  return { id: Number(rows[0]![0]), sql, columns };
}

function toColumn([, name, kind, modifier, notNull]: (string | null)[]): TargetColumn {
  const mod = Number(modifier) - 4;
  const isText = kind === 'varchar' || kind === 'bpchar';
  const isDecimal = kind === 'numeric' && mod >= 0;
  const precision = isDecimal ? mod >> 16 : 0;
  const scale = isDecimal ? mod & 0x7ff : 0;
  const length = isText && mod > 0 ? mod : null;
  return {
    name: name!,
    kind: kind!,
    type: typeName(kind!, length, precision, scale),
    length,
    precision,
    scale,
    isNotNull: notNull === 't',
  };
}

function typeName(kind: string, length: number | null, precision: number, scale: number): string {
  if (kind === 'numeric') return `NUMERIC(${precision}, ${scale})`;
  const name = names[kind] ?? kind.toUpperCase();
  return length === null ? name : `${name}(${length})`;
}

const names: Record<string, string> = {
  varchar: 'VARCHAR',
  bpchar: 'CHAR',
  int2: 'SMALLINT',
  int4: 'INTEGER',
  int8: 'BIGINT',
  float4: 'REAL',
  float8: 'DOUBLE PRECISION',
  bool: 'BOOLEAN',
};
