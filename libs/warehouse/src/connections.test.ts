import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createConnections } from './connections.ts';

let server: Server;
let url: string;
let greetings: Promise<string>;
beforeEach(async () => {
  const greeting = Promise.withResolvers<string>();
  greetings = greeting.promise;
  server = createServer((socket: Socket) => {
    socket.on('error', () => undefined); // the other side hangs up
    socket.once('data', (bytes) => greeting.resolve(bytes.toString('latin1', 8)));
  });
  server.listen({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  url = `postgres://admin@127.0.0.1:${(server.address() as AddressInfo).port}/dev`;
});
afterEach(() => void server.close());

/** What a client says of itself when it connects, by name. */
async function startup(options: { longestStatementMs?: number }): Promise<Record<string, string>> {
  const connections = createConnections({ url, password: 'p', application: 'cdr-test', ...options });
  const opening = connections.open();
  opening.catch(() => undefined); // cut below
  const words = (await greetings).split('\0');
  connections.cutAll();
  await expect(opening).rejects.toThrow();
  return Object.fromEntries(words.flatMap((word, n) => (n % 2 === 0 ? [[word, words[n + 1]!]] : [])));
}

test.each<[{ longestStatementMs?: number }, string]>([
  [{}, '60000'],
  [{ longestStatementMs: 600_000 }, '600000'],
])('the server itself limits statements: with %j to %s ms', async (options, limit) => {
  expect(await startup(options)).toMatchObject({
    user: 'admin',
    database: 'dev',
    application_name: 'cdr-test',
    statement_timeout: limit,
    lock_timeout: '30000',
    idle_in_transaction_session_timeout: '30000',
  });
});

test('connections that are cut open no more', async () => {
  const connections = createConnections({ url, password: undefined, application: 'cdr-test' });
  connections.cutAll();
  await expect(connections.open()).rejects.toThrow('connections are cut');
});

test('what is no URL is told, without its text: it may hold a password', () => {
  const options = { url: '//admin:secret@h', password: undefined, application: 'cdr-test' };
  expect(() => createConnections({ ...options, password: 'other' })).toThrow(
    /^WAREHOUSE_URL must look like postgres:\/\/user@host:5439\/database$/,
  );
});
