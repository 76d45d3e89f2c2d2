import { type CleanRecord, parquetColumns } from '@cdr/call-record';
import { WarehouseError } from '@cdr/warehouse';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Session, utcText } from '../commit-load.ts';
import type { CopyIn } from '../sql-warehouse.ts';
import { createStaging } from '../statements.ts';
import { createGate } from './gate.ts';
import { type Connection, openConnection } from './connection.ts';

/**
 * Carries a statement to the database, where `arrive` does it, and the answer back; `waits` tells whether the database
 * would hold it back for now, because another connection has the lock it needs.
 */
export type Carry = <T>(statement: string, waits: () => boolean, arrive: () => Promise<T>) => Promise<T>;

/** A client of the database, over a network of its own. */
export interface MemoryConnections {
  open(): Promise<Session & { connection: Connection }>;
  hangUp(session: Session & { connection: Connection }): Promise<void>;
  cutAll(): Promise<void>;
}

/** A database in memory that takes the SQL of the loader, for tests and the simulator. */
export interface MemoryDatabase {
  /** Drops everything and makes it anew by these statements. */
  reset(statements: readonly string[]): Promise<void>;
  connect(carry: Carry): MemoryConnections;
  /** Breaks the connection that holds the gate, as the server does when its holder is idle for too long. */
  breakHolder(): Promise<void>;
  /** Asks beside every client. */
  ask(sql: string): Promise<Record<string, unknown>[]>;
  close(): void;
}

/**
 * DuckDB with what it lacks: LOCK TABLE on the gate. Its transactions see a snapshot taken at their first access, and a
 * row that two of them change makes the second fail, as REPEATABLE READ of PostgreSQL and SNAPSHOT of Redshift do.
 */
export async function createMemoryDatabase(): Promise<MemoryDatabase> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const own = await instance.connect();
  const gate = createGate();
  const open = new Set<Connection>();

  async function begin(): Promise<Connection> {
    const connection = openConnection(await instance.connect(), gate);
    open.add(connection);
    return connection;
  }

  async function end(connection: Connection): Promise<void> {
    open.delete(connection);
    await connection.end();
  }

  function connect(carry: Carry): MemoryConnections {
    let isCut = false;
    const mine = new Set<Connection>();
    return {
      async open() {
        const connection = await carry('connect', never, begin);
        mine.add(connection);
        function query(text: string, values: unknown[] = []) {
          return carry(
            text,
            () => connection.waits(text),
            () => (isCut ? Promise.reject(lost()) : connection.run(text, values)),
          );
        }
        return { query, connection };
      },
      async hangUp({ connection }) {
        await carry('hang up', never, () => end(connection));
        mine.delete(connection);
      },
      async cutAll() {
        isCut = true;
        for (const connection of mine) await end(connection);
      },
    };
  }

  async function reset(statements: readonly string[]): Promise<void> {
    for (const connection of [...open]) await end(connection);
    await own.run('DROP SCHEMA IF EXISTS telecom CASCADE');
    for (const statement of statements) await own.run(statement);
  }

  return {
    reset,
    connect,
    async breakHolder() {
      const holder = [...open].find((connection) => gate.holder === connection);
      if (holder !== undefined) await end(holder);
    },
    ask: async (sql) => (await own.runAndReadAll(sql)).getRowObjectsJS(),
    close: () => instance.closeSync(),
  };
}

/** How batches come into the staging table whose files are the records themselves. */
export function copyOf(staged: ReadonlyMap<string, readonly CleanRecord[]>): CopyIn<Session> {
  return {
    createStaging,
    copyRows: (session, { batchId }) => copyRecords(session, batchId, staged.get(batchId)!),
    objection: () => Promise.resolve(null),
  };
}

async function copyRecords(
  session: Session,
  batchId: string,
  records: readonly CleanRecord[],
): Promise<number> {
  for (const record of records) {
    const fields = record as unknown as Record<string, unknown>;
    const values = parquetColumns.map(({ name, from }) => {
      if (from === 'batch') return batchId;
      return from === 'record-ms' ? utcText(Number(fields[name])) : (fields[name] ?? null);
    });
    const places = values.map((_, n) => `$${n + 1}`).join(', ');
    await session.query(`INSERT INTO staging VALUES (${places})`, values);
  }
  return records.length;
}

function lost(): WarehouseError {
  return new WarehouseError('the connection is lost', 'CONNECTION_LOST', true);
}

function never(): boolean {
  return false;
}
