import type { Session } from './schema-version.ts';

// What a statement leaves behind, by what it begins with; the names in it are the values of the query.
const traces = [
  {
    of: /^CREATE SCHEMA IF NOT EXISTS (\w+)$/,
    query: 'SELECT 1 AS found FROM pg_namespace WHERE nspname = $1',
  },
  {
    of: /^CREATE TABLE IF NOT EXISTS (\w+)\.(\w+)/,
    query: 'SELECT 1 AS found FROM information_schema.tables WHERE table_schema = $1 AND table_name = $2',
  },
  {
    of: /^ALTER TABLE (\w+)\.(\w+) ADD COLUMN (\w+)/,
    query: `SELECT 1 AS found FROM information_schema.columns
      WHERE table_schema = $1 AND table_name = $2 AND column_name = $3`,
  },
  {
    of: /^ALTER TABLE (\w+)\.(\w+) ALTER DISTKEY (\w+)/,
    // It shows tables of other databases too, and theirs may bear the same name.
    query: `SELECT 1 AS found FROM svv_redshift_columns
      WHERE database_name = current_database() AND schema_name = $1 AND table_name = $2 AND column_name = $3 AND distkey`,
  },
];

/** Whether what a statement would make is there already. Of other statements nobody knows: they may run again. */
export async function hasRun(session: Session, statement: string): Promise<boolean> {
  for (const { of, query } of traces) {
    const names = of.exec(statement)?.slice(1);
    if (names !== undefined) return (await session.query(query, names)).rows.length > 0;
  }
  return false;
}
