import { type Connections, toWarehouseError } from '@cdr/warehouse';
import type pg from 'pg';
import type { StagedBatch } from '../staging/stage-batch.ts';
import { commitLoad, commitSkip, findConflicts, readPositions, removeStaged } from './commit-load.ts';
import { copyManifest, type CopyParts } from './copy-manifest.ts';
import { createStaging } from './statements.ts';
import type { CopiedBatch, Warehouse } from './warehouse.ts';

export interface PostgresOptions extends Omit<CopyParts, 'onStep'> {
  connections: Connections;
}

/** PostgreSQL as the warehouse: a connection for each load, and one for each question. */
export function openPostgres(options: PostgresOptions): Warehouse {
  const { connections } = options;

  async function once<T>(doing: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    let client: pg.Client | undefined;
    try {
      client = await connections.open();
      return await work(client);
    } catch (error) {
      throw toWarehouseError(doing, error);
    } finally {
      if (client) await connections.hangUp(client);
    }
  }

  async function copy(batch: StagedBatch, onStep: () => void): Promise<CopiedBatch> {
    const doing = `loading batch ${batch.batchId}`;
    const client = await connections.open().catch((error: unknown) => {
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
      return connections.hangUp(client);
    }

    const rows = await ask(async () => {
      await client.query(createStaging);
      onStep();
      return copyManifest(client, batch, { ...options, onStep });
    });
    return {
      rows,
      conflicts: () => ask(() => findConflicts(client)),
      remove: (conflicts) => ask(() => removeStaged(client, conflicts)),
      commit: (load) => ask(() => commitLoad(client, load, Date.now())),
      close,
    };
  }

  return {
    readPositions: (topic, partitions) =>
      once('reading telecom.loaded_through', (client) => readPositions(client, topic, partitions)),
    skip: (move) => once('moving telecom.loaded_through', (client) => commitSkip(client, move, Date.now())),
    copy,
    close: async () => connections.cutAll(),
  };
}
