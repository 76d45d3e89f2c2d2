import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Hono } from 'hono';
import type { RequestState } from './request.ts';
import { type ConsoleServer, serve } from './serve.ts';

const open: Pick<ConsoleServer, 'close'>[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

function saying(text: string): Hono<RequestState> {
  return new Hono<RequestState>().get('/', (c) => c.text(text));
}

async function served(port = 0): Promise<ConsoleServer> {
  const server = await serve('127.0.0.1', port, saying('first'));
  open.push(server);
  return server;
}

async function get({ port }: ConsoleServer): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}/`)).text();
}

test('it answers on a free port, and with another application from the next request on', async () => {
  const server = await served();
  expect(await get(server)).toBe('first');
  server.use(saying('second'));
  expect(await get(server)).toBe('second');
});

test('it ends though a browser keeps its connection, and though an answer is not there yet', async () => {
  const arrived = Promise.withResolvers<null>();
  const hanging = new Hono<RequestState>().get('/', () => {
    arrived.resolve(null);
    return new Promise<Response>(() => undefined);
  });
  const server = await served();
  await get(server);
  server.use(hanging);
  const unanswered = get(server);
  await arrived.promise;
  await server.close();
  await expect(unanswered).rejects.toThrow();
  await expect(get(server)).rejects.toThrow();
});

describe('whoever keeps the server waiting', () => {
  const limits = { requestMs: 100, headersMs: 50, checkEveryMs: 20, connections: 2 };

  async function limited() {
    const server = await serve('127.0.0.1', 0, saying('first'), limits);
    open.push(server);
    return server;
  }

  /** A connection that has sent this much of a request, and what came back until it was ended. */
  async function sending(port: number, text: string) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined); // the server ends it
    await once(socket, 'connect');
    socket.write(text);
    const told: string[] = [];
    socket.on('data', (bytes) => told.push(String(bytes)));
    return { told, ended: once(socket, 'close') };
  }

  test.each([
    ['with a header', 'GET / HTTP/1.1\r\nhost: a\r\n'],
    ['with the last byte of a body', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n1'],
  ])('%s is sent away', async (_, text) => {
    const { port } = await limited();
    await (
      await sending(port, text)
    ).ended;
  });

  test('is one of so many: one more is not let in', async () => {
    const { port } = await limited();
    await sending(port, '');
    await sending(port, '');
    const third = await sending(port, 'GET / HTTP/1.1\r\nhost: a\r\n\r\n');
    await third.ended;
    expect(third.told).toEqual([]);
  });
});

describe('an address that cannot be listened on is told with what to do', () => {
  test('when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise((resolve) => other.close(() => resolve())) });
    const { port } = other.address() as { port: number };
    await expect(served(port)).rejects.toThrow(
      `port ${port} for the console is taken: stop what listens there, or set CONSOLE_PORT to a free port`,
    );
  });

  test('when it is none of this machine', async () => {
    await expect(serve('192.0.2.1', 9021, saying('x'))).rejects.toThrow(
      'cannot listen on 192.0.2.1:9021 for the console (EADDRNOTAVAIL): set CONSOLE_HOST and CONSOLE_PORT to an address of this machine',
    );
  });
});
