import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '@cdr/infra';
import { until } from '@cdr/testing';
import { type Proxy, startProxy } from './start-proxy.ts';

// A server that answers each request `word` with `re: word`; a request is a chunk that begins with a letter.
let server: Server;
let proxy: Proxy;
let port: number;
let heard: string;
const clients: Socket[] = [];

beforeEach(async () => {
  heard = '';
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      heard += chunk.toString();
      socket.write(`re: ${chunk.toString()}`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = await freePort();
  const targetPort = (server.address() as AddressInfo).port;
  const recognise = (chunk: Buffer) => /^[a-z]+/.exec(chunk.toString())?.[0] ?? null;
  proxy = await startProxy({ port, targetPort, recognise });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.close();
  await new Promise((resolve) => server.close(resolve));
});

async function open() {
  const socket = connect(port, '127.0.0.1');
  clients.push(socket);
  let answers = '';
  let closed = false;
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => (answers += chunk.toString()));
  socket.on('close', () => (closed = true));
  await once(socket, 'connect');
  return {
    write: (words: string) => void socket.write(words),
    answered: (words: string) => until(() => answers === words, { what: words }),
    answers: () => answers,
    closed: () => until(() => closed, { what: 'the connection is cut' }),
  };
}

describe('a proxy', () => {
  test('passes on what nothing is done to', async () => {
    const client = await open();
    void proxy.next('else', { how: 'swallow' });
    client.write('put');
    await client.answered('re: put');
  });

  test('swallows one answer, and not the next', async () => {
    const client = await open();
    const done = proxy.next('put', { how: 'swallow' });
    client.write('put');
    await done;
    client.write('again');
    await client.answered('re: again');
    expect(heard).toBe('putagain');
  });

  test('cuts the connection in place of an answer, when the request has come through', async () => {
    const client = await open();
    const done = proxy.next('put', { how: 'cut answer' });
    client.write('put');
    await done;
    await client.closed();
    expect(heard).toBe('put');
    expect(client.answers()).toBe('');
  });

  test('cuts for a while, so that what is repeated fails too, and then no more', async () => {
    const done = proxy.next('put', { how: 'cut answer', forMs: 2_000 });
    for (const _ of [1, 2]) {
      const client = await open();
      client.write('put');
      await client.closed();
    }
    await done;
    await until(
      async () => {
        const client = await open();
        client.write('put');
        return until(() => client.answers() === 're: put', { withinMs: 1_000 }).catch(() => false);
      },
      { what: 'an answer' },
    );
    expect(heard.length).toBeGreaterThanOrEqual('putputput'.length);
  });

  test('lets half of a request through, and cuts', async () => {
    const client = await open();
    const done = proxy.next('upload', { how: 'cut request' });
    client.write('upload');
    await done;
    await client.closed();
    await until(() => heard === 'upl', { what: 'the half of it' });
    expect(client.answers()).toBe('');
  });

  test('refuses in the place of the server', async () => {
    const client = await open();
    const done = proxy.next('put', { how: 'refuse', answer: 'no' });
    client.write('put');
    await done;
    await client.answered('no');
    await client.closed();
    expect(heard).toBe('');
  });

  test.each(['delay answer', 'delay request'] as const)('does a %s, and loses nothing', async (how) => {
    const client = await open();
    const began = performance.now();
    void proxy.next('put', { how, ms: 200 });
    client.write('put');
    await client.answered('re: put');
    expect(performance.now() - began).toBeGreaterThanOrEqual(190);
    client.write('next');
    await client.answered('re: putre: next');
  });

  test('does one thing to one request', async () => {
    const client = await open();
    const done = proxy.next('put', { how: 'refuse', answer: 'no' });
    client.write('get');
    await client.answered('re: get');
    client.write('put');
    await done;
    const other = await open();
    other.write('put');
    await other.answered('re: put');
  });

  test('cuts all connections, and takes new ones', async () => {
    const client = await open();
    client.write('put');
    await client.answered('re: put');
    expect(proxy.cutAll()).toBe(1);
    await client.closed();
    const next = await open();
    next.write('put');
    await next.answered('re: put');
  });

  test('cuts a client whose server is away', async () => {
    await new Promise((resolve) => server.close(resolve));
    const client = await open();
    await client.closed();
    server = createServer().listen(0, '127.0.0.1');
  });
});
