import { Socket } from 'node:net';
import pg from 'pg';

/** Opens connections one by one, and can cut all of them. */
export interface Connections {
  open(): Promise<pg.Client>;
  /** Ends a connection, also one that no longer answers. */
  hangUp(client: pg.Client): Promise<void>;
  /** Cuts every connection and opens no more. */
  cutAll(): void;
}

export interface ConnectionOptions {
  url: string;
  /** Takes the place of the URL's password. */
  password: string | undefined;
}

const limits = {
  // The holder of the gate must not hold it for ever, whatever happens to this process.
  statement_timeout: 60_000,
  lock_timeout: 30_000,
  idle_in_transaction_session_timeout: 30_000,
  // A server that vanished without a word answers nothing; the server's own limit comes first when it lives.
  query_timeout: 75_000,
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
  application_name: 'cdr-loader',
};

const hangUpWithinMs = 1_000;

/** Connections to one PostgreSQL server, with time limits on everything. */
export function createConnections({ url, password }: ConnectionOptions): Connections {
  const sockets = new Map<pg.Client, Socket>();
  let isCut = false;

  async function open(): Promise<pg.Client> {
    if (isCut) throw new Error('the loader is stopping');
    const socket = new Socket();
    const given = { connectionString: url, ...(password !== undefined && { password }) };
    const client = new pg.Client({ ...given, ...limits, stream: () => socket });
    client.on('error', () => undefined); // a connection that breaks fails its next statement, which tells it
    sockets.set(client, socket);
    try {
      await client.connect();
      return client;
    } catch (error) {
      cut(client);
      throw error;
    }
  }

  function cut(client: pg.Client): void {
    sockets.get(client)?.destroy();
    sockets.delete(client);
  }

  async function hangUp(client: pg.Client): Promise<void> {
    const timer = setTimeout(() => cut(client), hangUpWithinMs);
    await client.end().catch(() => undefined);
    clearTimeout(timer);
    sockets.delete(client);
  }

  function cutAll(): void {
    isCut = true;
    for (const client of [...sockets.keys()]) cut(client);
  }

  return { open, hangUp, cutAll };
}
