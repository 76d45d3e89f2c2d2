import type { FileMetaData, SchemaElement } from 'hyparquet';
import { CopyFailure, faults } from './faults.ts';
import type { TargetColumn } from './target-columns.ts';

/** A Parquet file by its footer. */
export interface ParquetFile {
  /** Its https name. */
  name: string;
  metadata: FileMetaData;
}

export interface SchemaCheck {
  columns: readonly TargetColumn[];
  fillRecord: boolean;
  /** What COPY read from, as s3://bucket/key. */
  from: string;
}

/**
 * Holds a file's schema against the columns, by position; the physical and logical type must be the column's own. Returns
 * how many columns the file has. @throws CopyFailure
 */
export function checkSchema(
  { name: file, metadata }: ParquetFile,
  { columns, fillRecord, from }: SchemaCheck,
): number {
  const elements = topLevel(metadata.schema);
  const isFilled = fillRecord && elements.length > 0 && elements.length <= columns.length;
  if (!isFilled && elements.length !== columns.length) {
    throw new CopyFailure(faults.columnCount(columns.length, elements.length, file), { file });
  }
  for (const [position, element] of elements.entries()) {
    const column = columns[position]!;
    const place = {
      file,
      column: column.name,
      type: column.type,
      ...(column.length !== null && { length: column.length }),
    };
    const expected = isFlat(element) ? wrongLength(element, column) : null;
    if (expected !== null) {
      throw new CopyFailure(faults.typeLength(file, element.name, expected, element.type_length ?? 0), place);
    }
    if (!isFlat(element) || !accepts(column, element)) {
      const parquet = `${describe(element)} [i:${position} d:${element.repetition_type === 'REQUIRED' ? 0 : 1} r:0]`;
      throw new CopyFailure(faults.schema(file, `${from}.${element.name}`, column.type, parquet), place);
    }
  }
  return elements.length;
}

function topLevel(schema: SchemaElement[]): SchemaElement[] {
  const elements: SchemaElement[] = [];
  for (let at = 1; at < schema.length; at = behind(schema, at)) elements.push(schema[at]!);
  return elements;
}

function behind(schema: SchemaElement[], at: number): number {
  let next = at + 1;
  for (let n = schema[at]!.num_children ?? 0; n > 0; n -= 1) next = behind(schema, next);
  return next;
}

function isFlat(element: SchemaElement): boolean {
  return !element.num_children && element.repetition_type !== 'REPEATED';
}

type Accepts = (element: SchemaElement, column: TargetColumn) => boolean;

/**
 * What a file may carry for each type of column. Integers of another width, DOUBLE for DECIMAL and the like are refused,
 * as Redshift does. Where no reading was found (SMALLINT, TIMESTAMPTZ, texts without UTF8) it is refused as well.
 */
const acceptedTypes: Record<string, Accepts> = {
  int4: ({ type, ...element }) => type === 'INT32' && isPlainInteger(element, 32),
  int8: ({ type, ...element }) => type === 'INT64' && isPlainInteger(element, 64),
  float4: ({ type }) => type === 'FLOAT',
  float8: ({ type }) => type === 'DOUBLE',
  bool: ({ type }) => type === 'BOOLEAN',
  date: ({ type, converted_type }) => type === 'INT32' && converted_type === 'DATE',
  // Without the legacy converted type Spectrum cannot read it: apache/arrow issue 38000. It has none for nanoseconds.
  timestamp: ({ type, converted_type }) =>
    type === 'INT96' ||
    (type === 'INT64' && (converted_type === 'TIMESTAMP_MICROS' || converted_type === 'TIMESTAMP_MILLIS')),
  varchar: ({ type, converted_type }) => type === 'BYTE_ARRAY' && converted_type === 'UTF8',
  bpchar: ({ type, converted_type }) => type === 'BYTE_ARRAY' && converted_type === 'UTF8',
  numeric: ({ type, converted_type, precision, scale }, column) =>
    converted_type === 'DECIMAL' &&
    precision === column.precision &&
    (scale ?? 0) === column.scale &&
    ((type === 'INT32' && precision <= 9) ||
      (type === 'INT64' && precision <= 18) ||
      type === 'FIXED_LEN_BYTE_ARRAY'),
};

function accepts(column: TargetColumn, element: SchemaElement): boolean {
  return acceptedTypes[column.kind]?.(element, column) ?? false;
}

function isPlainInteger({ converted_type, logical_type }: Partial<SchemaElement>, bits: number): boolean {
  if (converted_type !== undefined) return converted_type === `INT_${bits}`;
  return logical_type === undefined || (logical_type.type === 'INTEGER' && logical_type.isSigned);
}

// A decimal in bytes is as long as its precision needs: NUMERIC(18, 9) in 8 (G-Research/ParquetSharp issue 252).
function wrongLength(element: SchemaElement, { kind, precision }: TargetColumn): number | null {
  if (kind !== 'numeric' || element.type !== 'FIXED_LEN_BYTE_ARRAY') return null;
  const expected = Math.ceil((Math.log2(10 ** precision) + 1) / 8);
  return element.type_length === expected ? null : expected;
}

function describe({
  type,
  type_length,
  name,
  repetition_type,
  num_children,
  converted_type,
  precision,
  scale,
}: SchemaElement): string {
  const physical = num_children ? 'group' : (type ?? 'group').toLowerCase();
  const length = type === 'FIXED_LEN_BYTE_ARRAY' ? `(${type_length ?? 0})` : '';
  const decimal = converted_type === 'DECIMAL' ? `(${precision ?? 0},${scale ?? 0})` : '';
  const annotation = converted_type === undefined ? '' : ` (${converted_type}${decimal})`;
  return `${(repetition_type ?? 'OPTIONAL').toLowerCase()} ${physical}${length} ${name}${annotation}`;
}
