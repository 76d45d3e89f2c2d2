import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { Address } from '@cdr/worker';

/** A server on this machine that does what a test wants with each connection. */
export interface LocalServer extends Address {
  close(): Promise<void>;
}

/** Starts one that greets each connection; one that does nothing takes connections and never answers. */
export async function startServer(greet: (socket: Socket) => void = () => undefined): Promise<LocalServer> {
  return listening(createServer(greet));
}

/** Starts one that speaks TLS from the first byte on; without a certificate it refuses everybody, in TLS. */
export async function startTlsServer(
  options: TlsOptions = {},
  greet?: (socket: Socket) => void,
): Promise<LocalServer> {
  return listening(createTlsServer(options, greet));
}

async function listening(server: ReturnType<typeof createServer>): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined); // whoever asks may hang up at any time
  });
  server.on('tlsClientError', () => undefined);
  server.listen({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
  return { host: '127.0.0.1', port, close };
}
