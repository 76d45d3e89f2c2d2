import type { Connections } from '@cdr/warehouse';
import { copyManifest, type CopyParts } from './copy-manifest.ts';
import { openSqlWarehouse } from './sql-warehouse.ts';
import type { Warehouse } from './warehouse.ts';

export interface PostgresOptions extends Omit<CopyParts, 'onStep'> {
  connections: Connections;
}

/** PostgreSQL as the warehouse: it is given the rows of the files, for it cannot read them itself. */
export function openPostgres({ connections, ...parts }: PostgresOptions): Warehouse {
  return openSqlWarehouse({
    connections,
    copyRows: (client, batch, onStep) => copyManifest(client, batch, { ...parts, onStep }),
  });
}
