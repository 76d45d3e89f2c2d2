import { asyncBufferFromFile, parquetMetadataAsync, type SchemaElement } from 'hyparquet';

/** A column as the footer of a Parquet file describes it. */
export interface FileColumn {
  name: string;
  /** How values are stored: INT32, INT64, BYTE_ARRAY … */
  physical: string;
  /** What they mean, by the old "converted type" that Redshift reads: UTF8, DECIMAL(5,2), TIMESTAMP_MICROS …; null: nothing more. */
  logical: string | null;
  /** Bytes of a FIXED_LEN_BYTE_ARRAY. */
  length: number | null;
}

/** What a Parquet file says of itself. */
export interface Footer {
  columns: FileColumn[];
  rows: number;
}

/** Reads the footer of a Parquet file, with another library than the one that wrote it. @throws when it is none */
export async function readFooter(file: string): Promise<Footer> {
  const { schema, num_rows: rows } = await parquetMetadataAsync(await asyncBufferFromFile(file), {
    initialFetchSize: 65_536,
  });
  // The first element is the root; ours has no nested columns.
  return { columns: schema.slice(1).map(toColumn), rows: Number(rows) };
}

function toColumn({ name, type, type_length: length, ...element }: SchemaElement): FileColumn {
  return { name, physical: type ?? 'a group', logical: logicalOf(element), length: length ?? null };
}

function logicalOf({ converted_type: converted, precision, scale }: Partial<SchemaElement>): string | null {
  return converted === 'DECIMAL' ? `DECIMAL(${precision},${scale})` : (converted ?? null);
}
