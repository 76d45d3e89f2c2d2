import { rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Column, parquetColumns, sqlType } from '@cdr/call-record';
import { type DuckDb, DuckDbError, literal } from './duckdb.ts';
import type { RawPlace } from './raw-place.ts';
import { type Footer, readFooter } from './staging/parquet-footer.ts';

/** A written Parquet file. */
export interface PartFile {
  name: string;
  file: string;
  bytes: number;
  rows: number;
  footer: Footer;
  /** All of its bytes. */
  read: () => Promise<Buffer>;
}

/** The Parquet files of a spool, with the span of its calls. */
export interface WrittenParquet {
  parts: PartFile[];
  rows: number;
  /** Earliest and latest start, `YYYY-MM-DD HH:MM:SS`; null without rows. */
  minStart: string | null;
  maxStart: string | null;
}

export interface ParquetOptions {
  spoolFiles: readonly string[];
  batchId: string;
  folder: string;
  /** How many files of about equal size to write; no more than there are spool files. */
  parts: number;
  /** Records that are left out: the warehouse refuses them. */
  without: readonly RawPlace[];
  /** Called for each file that is written. */
  onStep: () => void;
}

/** A part file with the span of its calls. */
interface WrittenPart extends PartFile {
  minStart: string;
  maxStart: string;
}

// DuckDB sizes its buffers by it; clean takes messages of up to 1,114,112 bytes.
const longestLine = 2_097_152;

/**
 * Turns a spool into Parquet part files, each sorted by start, zstd, every column typed from the column table; null,
 * with nothing written, when it holds a value that a warehouse would refuse. One part after the other, so that the memory
 * it takes is that of a part, however large the batch.
 * @throws DuckDbError, or Stop when the disk is full or cannot be written; with nothing written
 */
export async function writeParquet(
  db: DuckDb,
  { spoolFiles, batchId, folder, parts, without, onStep }: ParquetOptions,
): Promise<WrittenParquet | null> {
  const begun: string[] = [];
  const written: WrittenPart[] = [];
  let complete = false;
  try {
    for (const files of inGroups(spoolFiles, parts)) {
      const name = `part-${String(written.length).padStart(5, '0')}.parquet`;
      const file = join(folder, `${batchId}-${name}`);
      begun.push(file);
      const part = await writePart(db, { files, without }, batchId, { name, file });
      if (part === 'refused') return null;
      if (part !== 'empty') written.push(part);
      onStep();
    }
    complete = true;
    return {
      parts: written.map(({ minStart: _, maxStart: __, ...part }) => part),
      rows: written.reduce((sum, { rows }) => sum + rows, 0),
      minStart: written.map(({ minStart }) => minStart).sort()[0] ?? null,
      maxStart:
        written
          .map(({ maxStart }) => maxStart)
          .sort()
          .at(-1) ?? null,
    };
  } catch (error) {
    if (error instanceof DuckDbError && error.aboutData) return null;
    throw error;
  } finally {
    if (!complete) for (const file of begun) rmSync(file, { force: true });
    await db.run('DROP TABLE IF EXISTS part');
  }
}

/** Cuts a list into so many lists of about equal length, fewer when it is short. */
function inGroups<T>(list: readonly T[], groups: number): T[][] {
  const count = Math.min(groups, list.length);
  return Array.from({ length: count }, (_, n) =>
    list.slice(Math.floor((n * list.length) / count), Math.floor(((n + 1) * list.length) / count)),
  );
}

/** 'refused' when a row holds a value that a warehouse would refuse; 'empty' when every row is left out. */
async function writePart(
  db: DuckDb,
  { files, without }: { files: readonly string[]; without: readonly RawPlace[] },
  batchId: string,
  { name, file }: Pick<PartFile, 'name' | 'file'>,
): Promise<WrittenPart | 'refused' | 'empty'> {
  const selected = parquetColumns
    .map((column) => `${expression(column, batchId)} AS ${column.name}`)
    .join(', ');
  await db.run(
    `CREATE OR REPLACE TEMP TABLE part AS SELECT ${selected} FROM read_json([${files.map(literal).join(', ')}], ` +
      `format = 'newline_delimited', maximum_object_size = ${longestLine}, columns = {${spoolColumns}})${leaveOut(without)} ` +
      'ORDER BY start_datetime, raw_partition, raw_offset',
  );
  const [found] = await db.rows(
    'SELECT count(*)::INTEGER AS n, min(start_datetime)::VARCHAR AS lo, max(start_datetime)::VARCHAR AS hi, ' +
      `count_if(${refused})::INTEGER AS bad FROM part`,
  );
  const { n: rows, lo, hi, bad } = found as { n: number; lo: string; hi: string; bad: number };
  if (bad > 0) return 'refused';
  if (rows === 0) return 'empty';
  // Read in order of insertion, which is sorted: DuckDB is told to preserve it.
  await db.run(`COPY (SELECT * FROM part) TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd)`);
  return { ...(await partOf(name, file)), minStart: lo, maxStart: hi };
}

/** A Parquet file that is written, as a part of a batch. */
export async function partOf(name: string, file: string): Promise<PartFile> {
  const footer = await readFooter(file);
  const { rows } = footer;
  return { name, file, bytes: statSync(file).size, rows, footer, read: () => readFile(file) };
}

function leaveOut(places: readonly RawPlace[]): string {
  if (places.length === 0) return '';
  const list = places.map(({ rawPartition, rawOffset }) => `(${Number(rawPartition)}, ${Number(rawOffset)})`);
  return ` WHERE (raw_partition, raw_offset) NOT IN (${list.join(', ')})`;
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
