import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { RequestState } from './request.ts';

/** The console's server. */
export interface ConsoleServer {
  /** The port that answers. */
  port: number;
  /** Answers with this application from now on. */
  use(app: Hono<RequestState>): void;
  close(): Promise<void>;
}

/** What whoever has not signed in yet may take of the server; times in ms. */
export interface ServerLimits {
  /** To send all of a request, and its headers. */
  requestMs: number;
  headersMs: number;
  /** How often it is looked who took longer. */
  checkEveryMs: number;
  connections: number;
}

const usualLimits: ServerLimits = {
  requestMs: 30_000,
  headersMs: 10_000,
  checkEveryMs: 5_000,
  connections: 250,
};

/** Listens; `port` 0 takes any free one. @throws Error with what to do when the address cannot be listened on */
export async function serve(
  host: string,
  port: number,
  first: Hono<RequestState>,
  limits = usualLimits,
): Promise<ConsoleServer> {
  let app = first;
  const server = createServer(
    {
      requestTimeout: limits.requestMs,
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: limits.checkEveryMs,
    },
    getRequestListener((request, env) => app.fetch(request, env), { hostname: host }),
  );
  server.maxConnections = limits.connections;
  await listen(server, host, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    use: (next) => (app = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // What is not answered yet would keep its connection.
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const what =
        cause.code === 'EADDRINUSE'
          ? `port ${port} for the console is taken: stop what listens there, or set CONSOLE_PORT to a free port`
          : `cannot listen on ${host}:${port} for the console (${cause.code}): set CONSOLE_HOST and CONSOLE_PORT to an address of this machine`;
      reject(new Error(what, { cause }));
    });
    server.listen(port, host, resolve);
  });
}
