import { dialectOf } from '@cdr/call-record';
import pg from 'pg';
import { migrate, type MigrationReport } from './apply-migrations.ts';
import { addPositions } from './positions.ts';

export interface MigrateWarehouseOptions {
  url: string;
  password?: string | undefined;
  /** The clean topic, whose partitions get a position each. */
  topic: string;
  partitions: number;
}

/** Makes schema, tables, views and positions over a connection of its own, for tests: `npm run setup` brings its own. */
export async function migrateWarehouse({
  url,
  password,
  topic,
  partitions,
}: MigrateWarehouseOptions): Promise<MigrationReport> {
  const dialect = dialectOf(url);
  const whole = new URL(url.replace(/^redshift:/, 'postgres:'));
  // Into the URL: the driver lets what the URL says win, even an absent password.
  if (password !== undefined) whole.password = encodeURIComponent(password);
  const client = new pg.Client({ connectionString: whole.href, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // a connection that breaks fails its next statement, which tells it
  await client.connect();
  try {
    const report = await migrate(client, { dialect });
    await addPositions(client, topic, partitions);
    return report;
  } finally {
    await client.end();
  }
}
