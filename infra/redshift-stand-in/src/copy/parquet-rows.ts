import { readFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadata } from 'hyparquet';
import { CopyFailure, faults } from './faults.ts';
import type { ParquetFile } from './check-schema.ts';
import type { TargetColumn } from './target-columns.ts';

/** A file that was downloaded, and how many of the columns it has. */
export interface LocalFile extends ParquetFile {
  path: string;
  columnCount: number;
}

/** Reads a file's footer, with another library than those that write our files. @throws CopyFailure */
export async function readFooter(name: string, path: string): Promise<ParquetFile> {
  const bytes = await readFile(path);
  const isMarked = bytes.subarray(0, 4).equals(magic) && bytes.subarray(-4).equals(magic);
  if (!isMarked || bytes.length < 12) throw new CopyFailure(faults.notParquet(name), { file: name });
  try {
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    return { name, metadata: parquetMetadata(buffer) };
  } catch {
    throw new CopyFailure(faults.damaged(name), { file: name });
  }
}

const magic = Buffer.from('PAR1');

/** Reads values of files, in a folder of its own. */
export interface ParquetRows {
  /** Holds every value against its column. @throws CopyFailure */
  check(file: LocalFile): Promise<void>;
  /** The rows as CSV for PostgreSQL. @throws CopyFailure */
  csv(file: LocalFile): Promise<AsyncIterable<Buffer>>;
  close(): void;
}

export interface RowOptions {
  columns: readonly TargetColumn[];
  /** What takes the place of characters that are none; null when they are refused. */
  replaceInvalidWith: string | null;
  folder: string;
}

// U+FDD0 to U+FDEF and every U+xxFFFE and U+xxFFFF: documentation, "Multibyte character load errors". PostgreSQL and
// Redshift hold no NUL.
const nonCharacters = [
  '\\x{00}',
  '\\x{FDD0}-\\x{FDEF}',
  ...Array.from(
    { length: 17 },
    (_, plane) =>
      `\\x{${(plane * 0x10000 + 0xfffe).toString(16)}}-\\x{${(plane * 0x10000 + 0xffff).toString(16)}}`,
  ),
].join('');
const invalid = `'[${nonCharacters}]'`;

export async function openParquetRows({
  columns,
  replaceInvalidWith,
  folder,
}: RowOptions): Promise<ParquetRows> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: '512MB',
    temp_directory: folder,
    autoinstall_known_extensions: 'false',
    preserve_insertion_order: 'true',
    enable_external_file_cache: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");

  async function rows(sql: string, { name }: LocalFile): Promise<Record<string, unknown>[]> {
    try {
      return (await connection.runAndReadAll(sql)).getRowObjectsJS();
    } catch (error) {
      const { message } = error as Error;
      const fault = /not valid UTF8|Invalid string encoding|invalid unicode/i.test(message)
        ? faults.invalidUtf8(name)
        : faults.damaged(name);
      throw new CopyFailure(fault, { file: name });
    }
  }

  function relation(file: LocalFile): string {
    const names = columns.slice(0, file.columnCount).map((_, n) => `c${n}`);
    return `(SELECT * FROM read_parquet(${text(file.path)}, file_row_number = true)) AS r(${[...names, 'row'].join(', ')})`;
  }

  /** Each column's value as it goes into the table. */
  function value(column: TargetColumn, n: number): string {
    if (!isText(column) || replaceInvalidWith === null) return `c${n}`;
    return `regexp_replace(c${n}, ${invalid}, ${text(replaceInvalidWith.replaceAll('\\', '\\\\'))}, 'g')`;
  }

  async function check(file: LocalFile): Promise<void> {
    const checks = columns.flatMap((column, n) => checksOf(column, n, n < file.columnCount));
    if (checks.length === 0) return;
    const counts = checks.map(({ broken }, n) => `count(*) FILTER (WHERE ${broken}) AS k${n}`);
    const [found] = await rows(`SELECT ${counts.join(', ')} FROM ${relation(file)}`, file);
    const n = checks.findIndex((_, at) => Number(found![`k${at}`]) > 0);
    if (n >= 0) await tell(file, checks[n]!);
  }

  function checksOf(column: TargetColumn, n: number, isThere: boolean): ValueCheck[] {
    const checks: ValueCheck[] = [];
    if (column.isNotNull) {
      checks.push({
        column,
        broken: isThere ? `c${n} IS NULL` : 'true',
        tells: "''",
        fault: () => faults.nullValue(column.name),
      });
    }
    if (!isThere || !isText(column)) return checks;
    const bytes = `strlen(${value(column, n)})`;
    const { name, length } = column;
    if (length !== null) {
      checks.push({
        column,
        broken: `${bytes} > ${length}`,
        tells: bytes,
        fault: (told, file) => faults.tooLong(name, length, Number(told), file),
      });
    }
    if (column.kind === 'bpchar') {
      checks.push({
        column,
        broken: `strlen(c${n}) <> length(c${n})`,
        tells: "''",
        fault: (_, file) => faults.charNotAscii(name, file),
      });
    }
    if (replaceInvalidWith === null) {
      checks.push({
        column,
        broken: `regexp_matches(c${n}, ${invalid})`,
        tells: `lower(hex(encode(regexp_extract(c${n}, ${invalid}))))`,
        fault: (told, file) => faults.character(name, told, file),
      });
    }
    return checks;
  }

  async function tell(file: LocalFile, { column, broken, tells, fault }: ValueCheck): Promise<never> {
    const sql = `SELECT row, ${tells} AS told FROM ${relation(file)} WHERE ${broken} ORDER BY row LIMIT 1`;
    const [found] = await rows(sql, file);
    const { name, type, length } = column;
    throw new CopyFailure(fault(String(found?.['told'] ?? ''), file.name), {
      file: file.name,
      column: name,
      type,
      ...(length !== null && { length }),
      row: Number(found?.['row'] ?? 0) + 1,
    });
  }

  async function csv(file: LocalFile): Promise<AsyncIterable<Buffer>> {
    const target = join(folder, 'rows.csv');
    const values = columns.map((column, n) =>
      n < file.columnCount ? `${value(column, n)} AS c${n}` : `NULL AS c${n}`,
    );
    const quoted = columns.flatMap((column, n) => (isText(column) && n < file.columnCount ? [`c${n}`] : []));
    // Every text is quoted, so that none can be taken for NULL or for the end of the data.
    const force = quoted.length > 0 ? `, FORCE_QUOTE (${quoted.join(', ')})` : '';
    await rows(
      `COPY (SELECT ${values.join(', ')} FROM ${relation(file)}) TO ${text(target)} (FORMAT csv, HEADER false${force})`,
      file,
    );
    return createReadStream(target, { highWaterMark: 262_144 });
  }

  function close(): void {
    connection.closeSync();
    instance.closeSync();
  }

  return { check, csv, close };
}

interface ValueCheck {
  column: TargetColumn;
  /** Holds for a row that breaks it. */
  broken: string;
  /** What the error tells of that row, which is no value. */
  tells: string;
  fault: (told: string, file: string) => ReturnType<typeof faults.notParquet>;
}

function isText({ kind }: TargetColumn): boolean {
  return kind === 'varchar' || kind === 'bpchar';
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
