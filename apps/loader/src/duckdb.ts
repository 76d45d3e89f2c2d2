import { DuckDBInstance } from '@duckdb/node-api';
import type { Stop } from '@cdr/worker';
import { scratchStop } from './scratch.ts';

/** Runs SQL in an embedded DuckDB that reads and writes files in the scratch folder. */
export interface DuckDb {
  /** @throws DuckDbError, or Stop when the disk is full or cannot be written */
  run(sql: string): Promise<void>;
  /** The rows of a query, values as DuckDB gives them. @throws as `run` does */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  close(): void;
}

/** DuckDB could not do it. `aboutData` tells a value it cannot take from trouble of its own (memory, files). */
export class DuckDbError extends Error {
  override name = 'DuckDbError';
  readonly aboutData: boolean;

  constructor(message: string, aboutData: boolean) {
    super(message);
    this.aboutData = aboutData;
  }
}

/**
 * Opens DuckDB with bounds of its own: by default it takes most of the machine's memory, all its cores, the host's
 * time zone, and downloads extensions.
 */
export async function openDuckDb(scratchFolder: string): Promise<DuckDb> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '128MB',
    temp_directory: scratchFolder,
    autoinstall_known_extensions: 'false',
    preserve_insertion_order: 'true',
    // Each Parquet file is read once: kept, they would fill the memory limit in the course of an hour.
    enable_external_file_cache: 'false',
    // What it frees goes back to the system. By default that waits until 512 MiB are freed at once, which is never: the
    // process then keeps some 170 MB that nobody uses.
    allocator_bulk_deallocation_flush_threshold: '1MB',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");

  async function ask<T>(question: Promise<T>): Promise<T> {
    try {
      return await question;
    } catch (error) {
      throw toOurError((error as Error).message, scratchFolder);
    }
  }

  return {
    run: async (sql) => void (await ask(connection.run(sql))),
    rows: async (sql) => (await ask(connection.runAndReadAll(sql))).getRowObjectsJS(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

// The kinds whose text quotes the value: a caller's name or number has no place in a log.
const dataKinds = new Set(['Conversion Error', 'Invalid Input Error', 'Out of Range Error']);

const tooLarge =
  '. A part file is made in memory, of up to 8 MiB of records for each of LOADER_SLICES: lower that, or ' +
  'LOADER_BATCH_BYTES below it';

function toOurError(message: string, scratchFolder: string): DuckDbError | Stop {
  const kind = message.split(':', 1)[0]!;
  if (dataKinds.has(kind)) {
    return new DuckDbError(
      `DuckDB cannot read a value of this batch (${kind}; the value is left out here)`,
      true,
    );
  }
  // All files that it is given lie there, and its own as well.
  if (kind === 'IO Error') return scratchStop(scratchFolder, message);
  const advice = kind === 'Out of Memory Error' ? tooLarge : '';
  return new DuckDbError(`DuckDB: ${message}${advice}`, false);
}
