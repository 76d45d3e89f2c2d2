import { WarehouseError } from '@cdr/warehouse';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { lockGate } from '../statements.ts';
import type { Gate } from './gate.ts';

/** What a statement came to. */
export interface Answer {
  rows: Record<string, unknown>[];
  rowCount: number;
}

/** One connection to the database in memory. */
export interface Connection {
  /** Whether the statement would wait for a lock. */
  waits(text: string): boolean;
  /** @throws WarehouseError */
  run(text: string, values: readonly unknown[]): Promise<Answer>;
  /** Rolls back what is open and gives up what is held; later statements fail. */
  end(): Promise<void>;
}

const ends = new Set(['COMMIT', 'ROLLBACK']);

/** A connection that tells its errors as the warehouse's. */
export function openConnection(duckdb: DuckDBConnection, gate: Gate): Connection {
  let isOver = false;
  let inTransaction = false;

  const connection: Connection = {
    waits: (text) => text === lockGate && gate.holder !== null && gate.holder !== connection && !isOver,
    async run(text, values) {
      if (isOver) throw new WarehouseError('the connection is lost', 'CONNECTION_LOST', true);
      if (text === lockGate) {
        gate.take(connection);
        return { rows: [], rowCount: 0 };
      }
      try {
        return await execute(duckdb, text, values);
      } catch (error) {
        // What a failed statement has ended already is rolled back; elsewhere that is no error.
        const isOverAlready = /no transaction is active/.test((error as Error).message);
        if (text === 'ROLLBACK' && isOverAlready) return { rows: [], rowCount: 0 };
        throw told(error as Error);
      } finally {
        if (text === 'BEGIN') inTransaction = true;
        if (ends.has(text)) {
          inTransaction = false;
          gate.release(connection);
        }
      }
    },
    async end() {
      if (isOver) return;
      isOver = true;
      // What a failed statement has ended already cannot be rolled back.
      if (inTransaction) await duckdb.run('ROLLBACK').catch(() => undefined);
      gate.release(connection);
      duckdb.closeSync();
    },
  };
  return connection;
}

async function execute(duckdb: DuckDBConnection, text: string, values: readonly unknown[]): Promise<Answer> {
  const result = await duckdb.runAndReadAll(text, values as DuckDBValue[]);
  const rows = result.getRowObjectsJS();
  // Of what is changed, DuckDB tells the number as a row.
  const isRead = /^(SELECT|WITH)\b/.test(text);
  return isRead ? { rows, rowCount: rows.length } : { rows: [], rowCount: result.rowsChanged };
}

// DuckDB gives its errors no code.
function told({ message }: Error): Error {
  const isConflict = /conflict/i.test(message);
  return isConflict
    ? new WarehouseError(`could not serialize: ${message}`, '40001', true)
    : new Error(message);
}
