import { Socket } from 'node:net';
import { ConfigError } from '@cdr/worker';
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
  /** Who asks, for the server's list of connections. */
  application: string;
  /** The longest a statement may take, ms; a minute without it. */
  longestStatementMs?: number;
}

/**
 * How long, ms, a statement may take unless somebody asks for more, an answer to it may be overdue, and a transaction may
 * wait for its next statement.
 */
export const timeLimits = { statementMs: 60_000, overdueMs: 15_000, idleMs: 30_000 };

const limits = {
  // The holder of the gate must not hold it for ever, whatever happens to this process.
  lock_timeout: 30_000,
  idle_in_transaction_session_timeout: timeLimits.idleMs,
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
};

const hangUpWithinMs = 1_000;

/** Connections to one PostgreSQL server, with time limits on everything. @throws ConfigError when the URL is none */
export function createConnections({
  url,
  password,
  application,
  longestStatementMs = timeLimits.statementMs,
}: ConnectionOptions): Connections {
  const connectionString = withPassword(url, password);
  const sockets = new Map<pg.Client, Socket>();
  let isCut = false;

  async function open(): Promise<pg.Client> {
    if (isCut) throw new Error('connections are cut: the process is stopping');
    const socket = new Socket();
    const client = new pg.Client({
      connectionString,
      ...limits,
      statement_timeout: longestStatementMs,
      // A server that vanished without a word answers nothing; the server's own limit comes first when it lives.
      query_timeout: longestStatementMs + timeLimits.overdueMs,
      application_name: application,
      stream: () => socket,
    });
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

// Into the URL: the driver lets what the URL says win, even an absent password.
function withPassword(url: string, password: string | undefined): string {
  if (!URL.canParse(url))
    throw new ConfigError(['WAREHOUSE_URL must look like postgres://user@host:5439/database']);
  if (password === undefined) return url;
  const whole = new URL(url);
  whole.password = encodeURIComponent(password);
  return whole.href;
}
