import { type Client, type Connections, toWarehouseError, WarehouseError } from '@cdr/warehouse';
import type { TableGrowth } from './add-columns.ts';
import { checkFit } from './check-fit.ts';
import { copyManifest, type CopyParts } from './copy-manifest.ts';
import { openSqlWarehouse } from './sql-warehouse.ts';
import { createStaging } from './statements.ts';
import type { Objection, Warehouse } from './warehouse.ts';

export interface PostgresOptions extends Omit<CopyParts, 'onStep'> {
  connections: Connections;
  growth: TableGrowth;
}

/** PostgreSQL as the warehouse: it is given the rows of the files, for it cannot read them itself. */
export function openPostgres({ connections, growth, ...parts }: PostgresOptions): Warehouse {
  return openSqlWarehouse<Client>({
    connections,
    copyIn: {
      createStaging,
      async copyRows(client, batch, onStep) {
        await checkFit(client, batch, growth);
        return copyManifest(client, batch, { ...parts, onStep });
      },
      objection: (_client, _batch, error) => Promise.resolve(objectionIn(error)),
    },
  });
}

// Of the server's words only the column's name is told: it quotes values.
function objectionIn(error: unknown): Objection | null {
  const told = toWarehouseError('COPY', error);
  if (!(told instanceof WarehouseError && told.aboutRows)) return null;
  const { where = '' } = error as { where?: string };
  const column = /^COPY staging, line \d+, column (\w+)/.exec(where)?.[1] ?? null;
  return { column, why: `SQLSTATE ${told.code}` };
}
