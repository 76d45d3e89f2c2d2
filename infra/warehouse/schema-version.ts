import type { Migration } from './migration-files.ts';

/** A connection that the caller has opened, to either database. */
export interface Session {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/** A migration that the warehouse says was applied. */
export type Recorded = Pick<Migration, 'version' | 'name'>;

/** What must be there before the first migration, and is recorded nowhere: the table that remembers the others. */
export const beforeTheFirst: Migration = {
  version: 0,
  name: 'schema-version',
  statements: [
    'CREATE SCHEMA IF NOT EXISTS telecom',
    `CREATE TABLE IF NOT EXISTS telecom.schema_version (
  version INTEGER NOT NULL,
  name VARCHAR(64) NOT NULL,
  applied_at TIMESTAMP NOT NULL
)`,
  ],
  inTransaction: false,
};

/**
 * The first statement of every transaction that changes the schema or adds positions: one at a time. Neither database takes
 * its snapshot at a LOCK, so whoever has waited here sees what the one before it has committed.
 */
export const lockVersions = 'LOCK TABLE telecom.schema_version';

export const selectVersion = 'SELECT version FROM telecom.schema_version WHERE version = $1';

export const insertVersion =
  'INSERT INTO telecom.schema_version (version, name, applied_at) VALUES ($1, $2, $3::timestamp)';

/** What was applied; null where the table that says so is missing. */
export async function readRecorded(session: Session): Promise<Recorded[] | null> {
  const { rows: tables } = await session.query(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'telecom' AND table_name = 'schema_version'",
  );
  if (tables.length === 0) return null;
  const { rows } = await session.query('SELECT version, name FROM telecom.schema_version ORDER BY version');
  return rows.map((row) => ({ version: Number(row['version']), name: String(row['name']) }));
}
