import { createServer, type IncomingMessage, request } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** An S3 server behind a proxy that holds one request up until it is told to let it go. */
export interface HeldStore {
  endpoint: string;
  /** Resolves when that request has come. */
  held: Promise<null>;
  release(): void;
  close(): Promise<void>;
}

/** Starts the proxy; the request to hold is the first one to put a key that ends so. */
export async function holdPut(target: string, keyEnd: string): Promise<HeldStore> {
  const { hostname, port } = new URL(target);
  const came = Promise.withResolvers<null>();
  const released = Promise.withResolvers<null>();
  let isFirst = true;

  const server = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url!, target);
    const isHeld = isFirst && asked.method === 'PUT' && pathname.endsWith(keyEnd);
    if (!isHeld) return forward(asked);
    isFirst = false;
    came.resolve(null);
    void released.promise.then(() => forward(asked));

    // With the same headers, the host among them, which is signed.
    function forward({ method, url: path, headers }: IncomingMessage): void {
      const passedOn = request({ hostname, port, method, path, headers }, (answered) => {
        answer.writeHead(answered.statusCode!, answered.headers);
        answered.pipe(answer);
      });
      passedOn.once('error', () => answer.destroy());
      asked.pipe(passedOn);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  function release(): void {
    released.resolve(null);
  }
  async function close(): Promise<void> {
    release();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  const { port: own } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${own}`, held: came.promise, release, close };
}
