import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createS3Files } from './copy/s3-files.ts';
import type { PostgresAccess, RedshiftStandIn, StandInOptions } from './options.ts';
import { installViews } from './views/install-views.ts';
import { serveClient } from './wire/serve-client.ts';

/** Starts a double of Amazon Redshift in front of a PostgreSQL. @throws when it cannot listen */
export async function startRedshiftStandIn(options: StandInOptions): Promise<RedshiftStandIn> {
  const store = createS3Files(options.objectStore);
  const cuts = new Set<() => void>();
  const prepare = preparedOnce();
  const parts = { options, store, prepare };

  const server = createServer((socket) => {
    const cut = serveClient(socket, parts);
    cuts.add(cut);
    socket.once('close', () => cuts.delete(cut));
  });
  server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  await once(server, 'listening');
  const exited = once(server, 'close').then(() => store.close());
  server.on('error', () => undefined); // a connection that could not be taken is its client's trouble

  async function stop(): Promise<void> {
    server.close();
    for (const cut of cuts) cut();
    await exited;
  }

  const { port } = server.address() as AddressInfo;
  const { user, password, database } = options.postgres;
  const url = `redshift://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}?sslmode=disable`;
  return { port, url, exited, stop };
}

/** Makes the system views of each database once; one that could not be reached is tried again. */
function preparedOnce(): (postgres: PostgresAccess) => Promise<void> {
  const prepared = new Map<string, Promise<void>>();
  return (postgres) => {
    const started = prepared.get(postgres.database) ?? installViews(postgres);
    prepared.set(postgres.database, started);
    started.catch(() => prepared.delete(postgres.database));
    return started;
  };
}
