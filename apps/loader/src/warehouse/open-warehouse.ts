import type { Dialect } from '@cdr/call-record';
import type { ObjectStore } from '@cdr/object-store';
import type { Connections } from '@cdr/warehouse';
import { ConfigError } from '@cdr/worker';
import type { DuckDb } from '../duckdb.ts';
import type { TableGrowth } from './add-columns.ts';
import { openPostgres } from './postgres.ts';
import { copyStatement } from './redshift/redshift-statements.ts';
import { openRedshift } from './redshift/redshift.ts';
import type { Warehouse } from './warehouse.ts';

export interface WarehouseParts {
  connections: Connections;
  store: ObjectStore;
  db: DuckDb;
  scratchFolder: string;
  /** By which Redshift reads the bucket. */
  copyRole: string | undefined;
  growth: TableGrowth;
}

const adapters: Record<Dialect, (parts: WarehouseParts) => Warehouse> = {
  postgres: openPostgres,
  redshift({ connections, store, copyRole: role, growth }) {
    if (role === undefined)
      throw new ConfigError([
        'REDSHIFT_COPY_ROLE is missing: with redshift:// in WAREHOUSE_URL it must name the IAM role that reads the bucket, or be "default"',
      ]);
    checkPlace(store, role);
    return openRedshift({ connections, store, role, growth });
  },
};

// COPY takes no parameters: what could not go into its text is told before a batch is made for it.
function checkPlace(store: ObjectStore, role: string): void {
  try {
    copyStatement({ manifestUrl: store.url('telecom_data/manifest.json'), role });
  } catch (error) {
    throw new ConfigError([(error as Error).message]);
  }
}

/** The warehouse that the connections lead to. @throws ConfigError when it lacks a setting */
export function openWarehouse(parts: WarehouseParts): Warehouse {
  return adapters[parts.connections.dialect](parts);
}
