import pg from 'pg';
import { migration } from './migration.ts';

export interface MigrateOptions {
  url: string;
  password?: string | undefined;
  /** The clean topic, whose partitions get a position each. */
  topic: string;
  partitions: number;
}

// Any number will do, as long as no other program locks it.
const migrationLock = 4_307_221;

/** Makes schema, tables and positions in one transaction; two at once wait for each other. Safe to run again. */
export async function migrateWarehouse({ url, password, topic, partitions }: MigrateOptions): Promise<void> {
  const client = new pg.Client({ connectionString: url, ...(password !== undefined && { password }) });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    for (const statement of migration(topic, partitions)) await client.query(statement);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
