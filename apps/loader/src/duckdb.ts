import { DuckDBInstance } from '@duckdb/node-api';

/** Runs SQL in an embedded DuckDB that reads and writes local files. */
export interface DuckDb {
  run(sql: string): Promise<void>;
  /** The rows of a query, values as DuckDB gives them. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  close(): void;
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
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return {
    run: async (sql) => void (await connection.run(sql)),
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS(),
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
