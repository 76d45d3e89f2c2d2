import pg from 'pg';
import type { PostgresAccess } from '../options.ts';
import { LostBackend } from '../wire/backend.ts';
import { viewStatements } from './view-statements.ts';

const installLock = 5_402_118; // any number that nobody else locks

/** Makes Redshift's system views and functions in a database; safe to run again, and twice at once. */
export async function installViews(postgres: PostgresAccess): Promise<void> {
  await withClient(postgres, async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [installLock]);
    await client.query('SET LOCAL allow_system_table_mods = on');
    for (const statement of viewStatements) await client.query(statement);
    await client.query('COMMIT');
  });
}

/** Runs statements over a connection of its own. @throws LostBackend when PostgreSQL is away, else the driver's error */
export async function withClient<T>(
  postgres: PostgresAccess,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...postgres, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // a connection that breaks fails its statement, which tells it
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw isAway(error) ? new LostBackend() : error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

// Connection lost, too many of them, or shutting down; and what the driver itself throws has no SQLSTATE.
function isAway(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || /^(?:08|53|57)/.test(error.code ?? '');
}
