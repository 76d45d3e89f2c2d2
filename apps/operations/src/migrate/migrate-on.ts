import { migrate, type MigrationReport, type Session } from '@cdr/infra';
import { accessOf, createConnections } from '@cdr/warehouse';
import type { ConfigOf } from '@cdr/worker';
import type { migrateSettings } from './migrate-settings.ts';
import { whileDoing } from '../setup/setup-error.ts';

// An index, or another distribution of all rows, takes as long as there are rows.
const longestStatementMs = 3_600_000;

/**
 * Brings the schema to the newest version on a connection of its own, and does more on it if asked; in a dry run only looks.
 * @throws SetupError
 */
export function migrateOn(
  config: ConfigOf<typeof migrateSettings>,
  { dryRun = false, andThen }: { dryRun?: boolean; andThen?: (session: Session) => Promise<void> } = {},
): Promise<MigrationReport> {
  const step = {
    doing: dryRun ? 'The tables could not be looked at' : 'The tables could not be made',
    // Never the URL itself: it may hold a password.
    what: `the warehouse at ${new URL(config.warehouseUrl).host}`,
    look: 'WAREHOUSE_URL (postgres:// or redshift://user@host:port/database) and WAREHOUSE_PASSWORD',
  };
  return whileDoing(step, async () => {
    const connections = createConnections({
      ...accessOf(config),
      application: 'cdr-migrate',
      longestStatementMs,
    });
    try {
      const client = await connections.open();
      const report = await migrate(client, { dialect: connections.dialect, dryRun });
      await andThen?.(client);
      await connections.hangUp(client);
      return report;
    } finally {
      connections.cutAll();
    }
  });
}
