import { toWarehouseError, WarehouseError } from '@cdr/warehouse';
import type { StagedBatch } from '../staging/stage-batch.ts';
import {
  commitLoad,
  commitSkip,
  findConflicts,
  readPositions,
  removeStaged,
  type Session,
} from './commit-load.ts';
import { gateHeld } from './gate-held.ts';
import { repeatWhenOvertaken } from './repeat-when-overtaken.ts';
import type { CopiedBatch, Objection, RefusedBatch, Warehouse } from './warehouse.ts';

/** Connections to a database that speaks our SQL, and how a batch gets into it. */
export interface SqlOptions<Connection extends Session> {
  connections: {
    open(): Promise<Connection>;
    hangUp(connection: Connection): Promise<void>;
    cutAll(): void;
  };
  copyIn: CopyIn<Connection>;
  /** Called when the gate was not free in time, where the server does not end a holder that is gone by itself. */
  freeGate?: (connection: Connection) => Promise<void>;
}

/** How a warehouse takes a batch from S3. */
export interface CopyIn<Connection> {
  /** Makes the staging table. */
  createStaging: string;
  /** Copies a batch into the staging table; resolves to how many rows came. `onStep` is called for each thing done. */
  copyRows: (connection: Connection, batch: StagedBatch, onStep: () => void) => Promise<number>;
  /** What the warehouse said against rows, when that is why `copyRows` failed. */
  objection: (connection: Connection, batch: StagedBatch, error: unknown) => Promise<Objection | null>;
}

const moving = 'moving telecom.loaded_through';

/** The warehouse over SQL: a connection for each load, and one for each question. */
export function openSqlWarehouse<Connection extends Session>({
  connections,
  copyIn: { createStaging, copyRows, objection },
  freeGate,
}: SqlOptions<Connection>): Warehouse {
  async function once<T>(doing: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    let connection: Connection | undefined;
    try {
      connection = await connections.open();
      return await work(connection);
    } catch (error) {
      await lookAtGate(error);
      throw toWarehouseError(doing, error);
    } finally {
      if (connection) await connections.hangUp(connection);
    }
  }

  // On a connection of its own: that of the load has a statement that failed. What goes wrong here is no more than the gate
  // being held, which is told.
  async function lookAtGate(error: unknown): Promise<void> {
    if (freeGate === undefined || !(error instanceof WarehouseError && error.code === gateHeld)) return;
    const connection = await connections.open().catch(() => null);
    if (connection === null) return;
    await freeGate(connection).catch(() => undefined);
    await connections.hangUp(connection);
  }

  async function copy(batch: StagedBatch, onStep: () => void): Promise<CopiedBatch | RefusedBatch> {
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
        await lookAtGate(error);
        throw toWarehouseError(doing, error);
      }
    }
    function close(): Promise<void> {
      return connections.hangUp(connection);
    }

    const copied = await ask(async () => {
      await connection.query(createStaging);
      onStep();
      try {
        return await copyRows(connection, batch, onStep);
      } catch (error) {
        const said = await objection(connection, batch, error);
        if (said === null) throw error;
        return said;
      }
    });
    if (typeof copied !== 'number') {
      await close();
      return { kind: 'refused', ...copied };
    }
    return {
      kind: 'copied',
      rows: copied,
      conflicts: () => ask(() => findConflicts(connection)),
      remove: (conflicts) => ask(() => removeStaged(connection, conflicts)),
      commit: (load) =>
        ask(() => repeatWhenOvertaken(connection, doing, () => commitLoad(connection, load, Date.now()))),
      close,
    };
  }

  return {
    readPositions: (topic, partitions) =>
      once('reading telecom.loaded_through', (connection) => readPositions(connection, topic, partitions)),
    skip: (move) =>
      once(moving, (connection) =>
        repeatWhenOvertaken(connection, moving, () => commitSkip(connection, move, Date.now())),
      ),
    copy,
    close: async () => connections.cutAll(),
  };
}
