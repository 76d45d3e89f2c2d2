import { createServer } from 'node:http';
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
