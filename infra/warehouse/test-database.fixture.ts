import pg from 'pg';

/** A new, empty database on a server. */
export interface TestDatabase {
  url: string;
  client: pg.Client;
  ask(sql: string): Promise<Record<string, unknown>[]>;
  /** Another connection to it, closed with the first. */
  connect(): Promise<pg.Client>;
  close(): Promise<void>;
}

let made = 0;

/** Makes a database of its own on the server of this URL, and connects to it. */
export async function makeTestDatabase(serverUrl: string): Promise<TestDatabase> {
  made += 1;
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  await server.query(`CREATE DATABASE test_${made}`);
  await server.end();

  const url = new URL(serverUrl);
  url.pathname = `/test_${made}`;
  const clients: pg.Client[] = [];
  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    clients.push(client);
    return client;
  }
  const client = await connect();
  return {
    url: url.href,
    client,
    ask: async (sql) => (await client.query<Record<string, unknown>>(sql)).rows,
    connect,
    close: async () => void (await Promise.all(clients.map((one) => one.end()))),
  };
}
