import { dialectOf, migrate, type MigrationReport, type Session } from '@cdr/infra';
import { createConnections } from '@cdr/warehouse';
import { whileDoing } from '../setup/setup-error.ts';

/** The settings that lead to the warehouse. */
export interface WarehouseConfig {
  warehouseUrl: string;
  warehousePassword: string | undefined;
}

// An index, or another distribution of all rows, takes as long as there are rows.
const longestStatementMs = 3_600_000;

/**
 * Brings the schema to the newest version on a connection of its own, and does more on it if asked; in a dry run only looks.
 * @throws SetupError
 */
export function migrateOn(
  { warehouseUrl: url, warehousePassword: password }: WarehouseConfig,
  { dryRun = false, andThen }: { dryRun?: boolean; andThen?: (session: Session) => Promise<void> } = {},
): Promise<MigrationReport> {
  const step = {
    doing: dryRun ? 'The tables could not be looked at' : 'The tables could not be made',
    // Never the URL itself: it may hold a password.
    what: `the warehouse at ${new URL(url).host}`,
    look: 'WAREHOUSE_URL (postgres://user@host:port/database) and WAREHOUSE_PASSWORD',
  };
  return whileDoing(step, async () => {
    const connections = createConnections({
      url,
      password,
      application: 'cdr-migrate',
      longestStatementMs,
    });
    try {
      const client = await connections.open();
      const report = await migrate(client, { dialect: dialectOf(url), dryRun });
      await andThen?.(client);
      await connections.hangUp(client);
      return report;
    } finally {
      connections.cutAll();
    }
  });
}
