import { describe, expect, test } from '@jest/globals';
import type { FileMetaData, SchemaElement } from 'hyparquet';
import { checkSchema } from './check-schema.ts';
import { CopyFailure } from './faults.ts';
import type { TargetColumn } from './target-columns.ts';

type Element = Partial<SchemaElement>;

function fault(kind: string, element: Element, numbers: Partial<TargetColumn> = {}): string | null {
  const column = {
    name: 'c',
    kind,
    type: kind.toUpperCase(),
    length: null,
    precision: 0,
    scale: 0,
    isNotNull: false,
  };
  return faultOf(
    [{ name: 'x', repetition_type: 'OPTIONAL', ...element } as SchemaElement],
    [{ ...column, ...numbers }],
  );
}

function faultOf(elements: SchemaElement[], columns: TargetColumn[], fillRecord = false): string | null {
  const schema = [{ name: 'root', num_children: elements.length }, ...elements] as SchemaElement[];
  try {
    checkSchema(
      { name: 'https://f', metadata: { schema } as FileMetaData },
      { columns, fillRecord, from: 's3://b/k' },
    );
    return null;
  } catch (error) {
    if (!(error instanceof CopyFailure)) throw error;
    return `${error.fault.code} ${error.fault.context}`;
  }
}

const decimal52 = { converted_type: 'DECIMAL', precision: 5, scale: 2 } as const;
const of52 = { precision: 5, scale: 2 };

describe('is loaded', () => {
  test.each<[string, Element, Partial<TargetColumn>?]>([
    ['int4', { type: 'INT32' }],
    ['int4', { type: 'INT32', converted_type: 'INT_32' }],
    ['int8', { type: 'INT64' }],
    ['int8', { type: 'INT64', converted_type: 'INT_64' }],
    ['float4', { type: 'FLOAT' }],
    ['float8', { type: 'DOUBLE' }],
    ['bool', { type: 'BOOLEAN', repetition_type: 'REQUIRED' }],
    ['date', { type: 'INT32', converted_type: 'DATE' }],
    ['timestamp', { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' }],
    ['timestamp', { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }],
    ['timestamp', { type: 'INT96' }],
    ['varchar', { type: 'BYTE_ARRAY', converted_type: 'UTF8' }],
    ['numeric', { type: 'INT32', ...decimal52 }, of52],
    ['numeric', { type: 'INT64', ...decimal52 }, of52],
    ['numeric', { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 3, ...decimal52 }, of52],
    // Seen loaded: FLBA(9) as DECIMAL(20, 0).
    [
      'numeric',
      { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 9, converted_type: 'DECIMAL', precision: 20, scale: 0 },
      { precision: 20, scale: 0 },
    ],
  ])('into %s: %j', (kind, element, numbers = {}) => {
    expect(fault(kind, element, numbers)).toBeNull();
  });
});

describe('is refused', () => {
  test.each<[string, Element, Partial<TargetColumn>?]>([
    ['int4', { type: 'INT64' }],
    ['int8', { type: 'INT32' }],
    ['int2', { type: 'INT32' }],
    ['int2', { type: 'INT32', converted_type: 'INT_16' }],
    ['int4', { type: 'INT32', converted_type: 'DATE' }],
    ['int4', { type: 'INT32', converted_type: 'UINT_32' }],
    ['int4', { type: 'INT32', logical_type: { type: 'INTEGER', bitWidth: 32, isSigned: false } }],
    ['int8', { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' }],
    ['int8', { type: 'DOUBLE' }],
    ['float8', { type: 'FLOAT' }],
    ['numeric', { type: 'DOUBLE' }, of52],
    ['numeric', { type: 'INT32' }, of52],
    ['numeric', { type: 'INT32', ...decimal52, scale: 3 }, of52],
    ['numeric', { type: 'INT32', ...decimal52, precision: 6 }, of52],
    ['numeric', { type: 'BYTE_ARRAY', ...decimal52 }, of52],
    ['timestamp', { type: 'INT64' }],
    // Nanoseconds have no legacy type.
    [
      'timestamp',
      { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' } },
    ],
    [
      'timestamp',
      { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' } },
    ],
    ['timestamptz', { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' }],
    ['date', { type: 'INT32' }],
    ['date', { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' }],
    ['varchar', { type: 'BYTE_ARRAY' }],
    ['varchar', { type: 'INT64' }],
    ['varchar', { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REPEATED' }],
    ['bool', { type: 'INT32' }],
  ])('into %s: %j', (kind, element, numbers = {}) => {
    expect(fault(kind, element, numbers)).toMatch(
      /^15007 File 'https:\/\/f' has an incompatible Parquet schema/,
    );
  });
});

// aws/amazon-redshift-python-driver issue 107
test('a schema that does not fit is told with both types', () => {
  expect(fault('varchar', { type: 'INT64', name: 'caller_name' }, { type: 'VARCHAR(256)' })).toBe(
    "15007 File 'https://f' has an incompatible Parquet schema for column 's3://b/k.caller_name'. " +
      'Column type: VARCHAR(256), Parquet schema: optional int64 caller_name [i:0 d:1 r:0]',
  );
});

// G-Research/ParquetSharp issue 252
test('a decimal in bytes must be as long as its precision needs', () => {
  const element = {
    name: 'num',
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: 13,
    converted_type: 'DECIMAL',
    precision: 18,
    scale: 9,
  } as const;
  expect(fault('numeric', element, { precision: 18, scale: 9 })).toBe(
    "15001 File 'https://f' column 'num' has an invalid type length. Expecting: 8 len in file: 13",
  );
});

describe('columns are counted', () => {
  const column = {
    name: 'c',
    kind: 'int4',
    type: 'INTEGER',
    length: null,
    precision: 0,
    scale: 0,
    isNotNull: false,
  };
  const element = { name: 'x', type: 'INT32', repetition_type: 'OPTIONAL' } as SchemaElement;

  // rudderlabs/rudder-server pull request 3178
  test('a file with fewer is refused, and with FILLRECORD is not', () => {
    const told =
      '15007 Unmatched number of columns between table and file. Table columns: 2, Data columns: 1, File name: https://f';
    expect(faultOf([element], [column, column])).toBe(told);
    expect(faultOf([element], [column, column], true)).toBeNull();
  });

  test('a file with more is refused, with FILLRECORD as well', () => {
    expect(faultOf([element, element], [column], true)).toMatch(/Table columns: 1, Data columns: 2/);
  });

  test('a group counts as one, and fits nothing', () => {
    const group = { name: 'g', num_children: 1, repetition_type: 'OPTIONAL' } as SchemaElement;
    const schema = [{ name: 'root', num_children: 2 }, group, element, element] as SchemaElement[];
    const check = { columns: [column, column], fillRecord: false, from: 's3://b/k' };
    expect(() => checkSchema({ name: 'f', metadata: { schema } as FileMetaData }, check)).toThrow(
      CopyFailure,
    );
  });
});
