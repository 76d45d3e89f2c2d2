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

// A running load holds the gate for seconds; a server that does not answer is told soon.
const patience = { connectionTimeoutMillis: 5_000, lock_timeout: 60_000 };

/** Makes schema, tables and positions in one transaction; two at once wait for each other. Safe to run again. */
export async function migrateWarehouse({ url, password, topic, partitions }: MigrateOptions): Promise<void> {
  const whole = new URL(url);
  // Into the URL: the driver lets what the URL says win, even an absent password.
  if (password !== undefined) whole.password = encodeURIComponent(password);
  const client = new pg.Client({ connectionString: whole.href, ...patience });
  client.on('error', () => undefined); // a connection that breaks fails its next statement, which tells it
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
