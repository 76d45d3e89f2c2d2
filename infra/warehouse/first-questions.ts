import { Client, DatabaseError, escapeIdentifier } from 'pg';

/** How the administrator reaches the server. */
export interface ServerAccess {
  host: string;
  port: number;
  user: string;
  password: string;
}

const wrongPassword = '28P01';

/** Whether the server runs a query by now; throws if it refuses the password, which waiting does not mend. */
export async function serves(access: ServerAccess): Promise<boolean> {
  try {
    await ask(access, 'SELECT 1');
    return true;
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === wrongPassword)) return false;
    throw new Error(
      'its data was made with another password; use that one, or start with empty data (npm start -- --fresh)',
      { cause: error },
    );
  }
}

/** Makes sure that a database of this name is there. */
export async function makeDatabase(access: ServerAccess, name: string): Promise<void> {
  // Asked first, as a failing CREATE would leave an error in the server's log at every start.
  if (await ask(access, 'SELECT 1 FROM pg_database WHERE datname = $1', [name])) return;
  await ask(access, `CREATE DATABASE ${escapeIdentifier(name)}`);
}

async function ask(access: ServerAccess, sql: string, values: string[] = []): Promise<boolean> {
  const client = new Client({
    ...access,
    database: 'postgres',
    connectionTimeoutMillis: 2000,
    query_timeout: 30_000,
  });
  client.on('error', () => undefined); // a connection cut while idle; the query's own error is what counts
  try {
    await client.connect();
    return ((await client.query(sql, values)).rowCount ?? 0) > 0;
  } finally {
    await client.end();
  }
}
