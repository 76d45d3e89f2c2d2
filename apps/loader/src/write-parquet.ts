import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Column, parquetColumns, sqlType } from '@cdr/call-record';
import { type DuckDb, DuckDbError, literal } from './duckdb.ts';

/** A written Parquet file. */
export interface PartFile {
  name: string;
  file: string;
  bytes: number;
  rows: number;
}

/** The Parquet files of a spool file, with the span of its calls. */
export interface WrittenParquet {
  parts: PartFile[];
  rows: number;
  /** Earliest and latest start, `YYYY-MM-DD HH:MM:SS`; null without rows. */
  minStart: string | null;
  maxStart: string | null;
}

export interface ParquetOptions {
  spoolFile: string;
  batchId: string;
  folder: string;
  /** How many files of about equal size to write. */
  parts: number;
}

// DuckDB sizes its buffers by it; clean takes messages of up to 1,114,112 bytes.
const longestLine = 2_097_152;

/**
 * Turns a spool file into Parquet part files, sorted by start, zstd, every column typed from the column table; null,
 * with nothing written, when it holds a value that a warehouse would refuse.
 * @throws DuckDbError
 */
export async function writeParquet(
  db: DuckDb,
  { spoolFile, batchId, folder, parts }: ParquetOptions,
): Promise<WrittenParquet | null> {
  const selected = parquetColumns
    .map((column) => `${expression(column, batchId)} AS ${column.name}`)
    .join(', ');
  try {
    await db.run(
      `CREATE OR REPLACE TEMP TABLE batch AS SELECT ${selected} FROM read_json(${literal(spoolFile)}, ` +
        `format = 'newline_delimited', maximum_object_size = ${longestLine}, columns = {${spoolColumns}}) ` +
        'ORDER BY start_datetime, raw_partition, raw_offset',
    );
    const [found] = await db.rows(
      'SELECT count(*)::INTEGER AS n, min(start_datetime)::VARCHAR AS lo, max(start_datetime)::VARCHAR AS hi, ' +
        `count_if(${refused})::INTEGER AS bad FROM batch`,
    );
    const {
      n: rows,
      lo,
      hi,
      bad,
    } = found as { n: number; lo: string | null; hi: string | null; bad: number };
    if (bad > 0) return null;
    const files: PartFile[] = [];
    const rowsPerPart = Math.ceil(rows / parts);
    for (let first = 0; first < rows; first += rowsPerPart) {
      const name = `part-${String(files.length).padStart(5, '0')}.parquet`;
      const file = join(folder, `${batchId}-${name}`);
      // Read in order of insertion, which is sorted: DuckDB is told to preserve it.
      const slice = `SELECT * FROM batch WHERE rowid >= ${first} AND rowid < ${first + rowsPerPart}`;
      await db.run(`COPY (${slice}) TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd)`);
      files.push({ name, file, bytes: statSync(file).size, rows: Math.min(rowsPerPart, rows - first) });
    }
    return { parts: files, rows, minStart: lo, maxStart: hi };
  } catch (error) {
    if (error instanceof DuckDbError && error.aboutData) return null;
    throw error;
  } finally {
    await db.run('DROP TABLE IF EXISTS batch');
  }
}

// What read_json takes each field for: the clean record's own types, instants as epoch ms.
const spoolColumns = parquetColumns
  .filter((column) => column.from !== 'batch')
  .map((column) => `${column.name}: '${column.from === 'record-ms' ? 'BIGINT' : sqlType(column.type)}'`)
  .join(', ');

const expressions: Record<Column['from'], (column: Column, batchId: string) => string> = {
  record: ({ name }) => name,
  'record-ms': ({ name }) => `make_timestamp(${name} * 1000)`,
  batch: (_column, batchId) => literal(batchId),
  load: ({ name }) => name,
};

function expression(column: Column, batchId: string): string {
  return expressions[column.from](column, batchId);
}

// DuckDB takes texts of any length; Redshift measures bytes, PostgreSQL stores no NUL.
const refused = parquetColumns
  .flatMap(({ name, type, required }) => [
    ...(type.kind === 'text' ? [`strlen(${name}) > ${type.bytes}`, `contains(${name}, chr(0))`] : []),
    ...(required || name === 'start_datetime' ? [`${name} IS NULL`] : []),
  ])
  .join(' OR ');
