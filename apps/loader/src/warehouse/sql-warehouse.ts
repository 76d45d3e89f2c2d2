import { toWarehouseError } from '@cdr/warehouse';
import type { StagedBatch } from '../staging/stage-batch.ts';
import {
  commitLoad,
  commitSkip,
  findConflicts,
  readPositions,
  removeStaged,
  type Session,
} from './commit-load.ts';
import { createStaging } from './statements.ts';
import type { CopiedBatch, Warehouse } from './warehouse.ts';

/** Connections to a database that speaks our SQL, and its way to take a batch from S3. */
export interface SqlOptions<Connection extends Session> {
  connections: {
    open(): Promise<Connection>;
    hangUp(connection: Connection): Promise<void>;
    cutAll(): void;
  };
  /** Copies a batch into the staging table; resolves to how many rows came. `onStep` is called for each thing done. */
  copyRows: (connection: Connection, batch: StagedBatch, onStep: () => void) => Promise<number>;
}

/** The warehouse over SQL: a connection for each load, and one for each question. */
export function openSqlWarehouse<Connection extends Session>({
  connections,
  copyRows,
}: SqlOptions<Connection>): Warehouse {
  async function once<T>(doing: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    let connection: Connection | undefined;
    try {
      connection = await connections.open();
      return await work(connection);
    } catch (error) {
      throw toWarehouseError(doing, error);
    } finally {
      if (connection) await connections.hangUp(connection);
    }
  }

  async function copy(batch: StagedBatch, onStep: () => void): Promise<CopiedBatch> {
    const doing = `loading batch ${batch.batchId}`;
    const connection = await connections.open().catch((error: unknown) => {
      throw toWarehouseError(doing, error);
    });
    // A statement that failed may have left a transaction open: the connection is of no more use.
    async function ask<T>(work: () => Promise<T>): Promise<T> {
      try {
        return await work();
      } catch (error) {
        await close();
        throw toWarehouseError(doing, error);
      }
    }
    function close(): Promise<void> {
      return connections.hangUp(connection);
    }

    const rows = await ask(async () => {
      await connection.query(createStaging);
      onStep();
      return copyRows(connection, batch, onStep);
    });
    return {
      rows,
      conflicts: () => ask(() => findConflicts(connection)),
      remove: (conflicts) => ask(() => removeStaged(connection, conflicts)),
      commit: (load) => ask(() => commitLoad(connection, load, Date.now())),
      close,
    };
  }

  return {
    readPositions: (topic, partitions) =>
      once('reading telecom.loaded_through', (connection) => readPositions(connection, topic, partitions)),
    skip: (move) =>
      once('moving telecom.loaded_through', (connection) => commitSkip(connection, move, Date.now())),
    copy,
    close: async () => connections.cutAll(),
  };
}
