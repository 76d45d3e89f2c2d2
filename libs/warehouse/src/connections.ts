import { Socket } from 'node:net';
import { type Dialect, dialectOf } from '@cdr/call-record';
import pg from 'pg';
import { limitStatements } from './statements.ts';
import { createTemporaryPasswords } from './temporary-password.ts';
import type { SignIn } from './sign-in.ts';
import { driverUrl, readWarehouseUrl, type WarehouseAccess } from './warehouse-access.ts';

/** Opens connections one by one, and can cut all of them. */
export interface Connections {
  readonly dialect: Dialect;
  open(): Promise<pg.Client>;
  /** Ends a connection, also one that no longer answers. */
  hangUp(client: pg.Client): Promise<void>;
  /** Cuts every connection and opens no more. */
  cutAll(): void;
}

export interface ConnectionOptions extends WarehouseAccess {
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

const limits = { connectionTimeoutMillis: 5_000, keepAlive: true };

/** How each server is told its own limits. */
const serverLimits: Record<Dialect, (statementMs: number) => ServerLimits> = {
  postgres: (statementMs) => ({
    startup: {
      statement_timeout: statementMs,
      // The holder of the gate must not hold it for ever, whatever happens to this process.
      lock_timeout: 30_000,
      idle_in_transaction_session_timeout: timeLimits.idleMs,
    },
    statements: [],
  }),
  // It refuses a connection that sets what it does not know. How long a session may be idle is a property of its user.
  redshift: (statementMs) => ({
    startup: {},
    statements: [limitStatements(statementMs)],
  }),
};

interface ServerLimits {
  startup: Record<string, number>;
  /** Sent when the connection is there. */
  statements: readonly string[];
}

const hangUpWithinMs = 1_000;

/** Connections to one warehouse, with time limits on everything. @throws ConfigError when the URL is none */
export function createConnections({
  url,
  password,
  temporary,
  application,
  longestStatementMs = timeLimits.statementMs,
}: ConnectionOptions): Connections {
  const address = readWarehouseUrl(url);
  const dialect = dialectOf(url);
  const { startup, statements } = serverLimits[dialect](longestStatementMs);
  const signIn = temporary
    ? createTemporaryPasswords(temporary, {
        database: decodeURIComponent(address.pathname.slice(1)),
        user: decodeURIComponent(address.username),
      })
    : (): Promise<SignIn> => Promise.resolve({ password });
  const sockets = new Map<pg.Client, Socket>();
  let isCut = false;

  async function open(): Promise<pg.Client> {
    const connectionString = driverUrl(address, await signIn());
    if (isCut) throw new Error('connections are cut: the process is stopping');
    const socket = new Socket();
    const client = new pg.Client({
      connectionString,
      ...limits,
      ...startup,
      // A server that vanished without a word answers nothing; the server's own limit comes first when it lives.
      query_timeout: longestStatementMs + timeLimits.overdueMs,
      application_name: application,
      stream: () => socket,
    });
    client.on('error', () => undefined); // a connection that breaks fails its next statement, which tells it
    sockets.set(client, socket);
    try {
      await client.connect();
      for (const statement of statements) await client.query(statement);
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

  return { dialect, open, hangUp, cutAll };
}
