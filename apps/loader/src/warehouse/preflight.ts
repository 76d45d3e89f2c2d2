import {
  appendedColumns,
  type Column,
  columns,
  type ColumnType,
  parquetColumns,
  sqlType,
} from '@cdr/call-record';
import type { FileColumn } from '../staging/parquet-footer.ts';
import type { StagedFile } from '../staging/stage-batch.ts';
import { sayTableType, type Table, type TableColumn } from './table-columns.ts';

/**
 * Compares the files of a batch with the table before anything is copied; one sentence with what to do for each thing that
 * does not fit. A warehouse would refuse such a file late and in words that do not say which column, or would load it
 * shifted or rounded.
 */
export function findMisfits(files: readonly StagedFile[], { isTable, columns: table }: Table): string[] {
  if (!isTable)
    return [
      'telecom.telecom_data is no table but a view: what it does not show would be loaded again. Give the table its name back',
    ];
  if (table.length === 0)
    return [
      'telecom.telecom_data cannot be seen: run "npm run migrate", or grant the user of WAREHOUSE_URL its schema',
    ];
  return [...files.flatMap(misfitsOfFile), ...misfitsOfTable(table)];
}

const ourFault = 'It is a fault of this loader: report it, and start the version before it meanwhile';

function misfitsOfFile({ name, footer }: StagedFile): string[] {
  const found = footer.columns.map((column) => column.name);
  const wanted = parquetColumns.map((column) => column.name);
  if (found.length !== wanted.length)
    return [
      `${name} has ${found.length} columns, COPY names ${wanted.length} (${differing(found, wanted)}). ${ourFault}`,
    ];
  return parquetColumns.flatMap((column, n) => {
    const has = footer.columns[n]!;
    if (has.name !== column.name)
      return [
        `${name} has ${has.name} as column ${n + 1}, where COPY takes ${column.name}: files are loaded by position. ${ourFault}`,
      ];
    return fileForms[column.type.kind](has, column.type as never)
      ? []
      : [
          `${name}, column ${column.name}: the file has ${sayFileType(has)}, which no COPY takes into ${sqlType(column.type)}. ${ourFault}`,
        ];
  });
}

/** How a file's column is stored, in Parquet's words. */
export function sayFileType({ physical, logical, length }: FileColumn): string {
  const stored = length === null ? physical : `${physical}(${length})`;
  return logical === null ? stored : `${stored} ${logical}`;
}

function differing(found: readonly string[], wanted: readonly string[]): string {
  const missing = wanted.filter((name) => !found.includes(name)).map((name) => `${name} is missing`);
  const more = found.filter((name) => !wanted.includes(name)).map((name) => `${name} is too much`);
  return [...missing, ...more].join(', ');
}

// What Redshift takes for each type: it converts nothing. Source: "COPY from columnar data formats", and the Parquet
// format's "Logical types" for how many bytes a decimal may have.
const fileForms: {
  [K in ColumnType['kind']]: (has: FileColumn, type: Extract<ColumnType, { kind: K }>) => boolean;
} = {
  text: ({ physical, logical }) => physical === 'BYTE_ARRAY' && logical === 'UTF8',
  timestamp: ({ physical, logical }) => physical === 'INT64' && logical === 'TIMESTAMP_MICROS',
  integer: ({ physical, logical }) => physical === 'INT32' && (logical ?? 'INT_32') === 'INT_32',
  bigint: ({ physical, logical }) => physical === 'INT64' && (logical ?? 'INT_64') === 'INT_64',
  decimal: ({ physical, logical }, { precision, scale }) =>
    logical === `DECIMAL(${precision},${scale})` && physical === (precision <= 9 ? 'INT32' : 'INT64'),
};

function misfitsOfTable(table: readonly TableColumn[]): string[] {
  const byName = new Map(table.map((column) => [column.name, column]));
  const known = new Set(columns.map(({ name }) => name));
  const unfilled = table.filter(({ name, isRequired }) => isRequired && !known.has(name));
  return [
    ...columns.flatMap((column) => misfitOfColumn(column, byName.get(column.name))),
    ...unfilled.map(
      ({ name }) =>
        `telecom.telecom_data.${name} takes no null and no record fills it: let it take nulls (ALTER COLUMN ${name} DROP NOT NULL; on Redshift add it anew), or drop it`,
    ),
  ];
}

function misfitOfColumn({ name, type }: Column, has: TableColumn | undefined): string[] {
  const where = `telecom.telecom_data.${name}`;
  if (has === undefined) {
    const allow = isAppended(name) ? ', or set LOADER_ADD_COLUMNS=yes' : '';
    return [`${where} is missing: run "npm run migrate", which adds it${allow}`];
  }
  if (tableForms[type.kind](has, type as never)) return [];
  const wants = sqlType(type);
  const isShort = type.kind === 'text' && has.type === 'character varying';
  const todo = isShort
    ? `run ALTER TABLE telecom.telecom_data ALTER COLUMN ${name} TYPE ${wants}, as the chapter "When a text column is too short" of docs/operations.md says: views hang on it`
    : `somebody changed it: make it ${wants} again, with its values`;
  return [`${where} is ${sayTableType(has)}, records need ${wants}: ${todo}`];
}

function isAppended(name: string): boolean {
  return appendedColumns.some((column) => column.name === name);
}

// A wider column holds the same values; a narrower one would cut or round them.
const tableForms: {
  [K in ColumnType['kind']]: (has: TableColumn, type: Extract<ColumnType, { kind: K }>) => boolean;
} = {
  text: ({ type, length }, { bytes }) =>
    type === 'text' || (type === 'character varying' && (length === null || length >= bytes)),
  // Times come in milliseconds.
  timestamp: ({ type, fraction }) => type === 'timestamp without time zone' && (fraction ?? 6) >= 3,
  integer: ({ type }) => type === 'integer' || type === 'bigint',
  bigint: ({ type }) => type === 'bigint',
  decimal: ({ type, precision, scale }, wants) =>
    type === 'numeric' &&
    (precision === null ||
      scale === null ||
      (scale >= wants.scale && precision - scale >= wants.precision - wants.scale)),
};
