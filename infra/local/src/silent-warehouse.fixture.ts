import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

// AuthenticationOk and ReadyForQuery, as PostgreSQL sends them.
const welcome = Buffer.from('520000000800000000' + '5a0000000549', 'hex');

/** A PostgreSQL that lets everybody in and answers no question. */
export interface SilentWarehouse {
  url: string;
  /** Resolves when a question came in. */
  asked: Promise<unknown>;
  close(): Promise<void>;
}

/** Starts one on a free port of this machine. */
export async function startSilentWarehouse(): Promise<SilentWarehouse> {
  const asked = Promise.withResolvers<unknown>();
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined); // a client that gives up may reset it
    socket.once('data', () => {
      socket.write(welcome);
      socket.once('data', asked.resolve);
    });
  });
  server.listen({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve)); // closed already is closed
  }
  return { url: `postgres://admin@127.0.0.1:${port}/dev`, asked: asked.promise, close };
}
