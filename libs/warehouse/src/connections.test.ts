import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ConnectionOptions, createConnections } from './connections.ts';

let server: Server;
let url: string;
let greetings: Promise<string>;
beforeEach(async () => {
  const greeting = Promise.withResolvers<string>();
  greetings = greeting.promise;
  server = createServer((socket: Socket) => {
    socket.on('error', () => undefined); // the other side hangs up
    socket.once('data', (bytes) => greeting.resolve(bytes.toString('latin1')));
  });
  server.listen({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  url = `postgres://admin@127.0.0.1:${(server.address() as AddressInfo).port}/dev`;
});
afterEach(() => void server.close());

/** What a client says of itself when it connects, by name. */
async function startup(options: Partial<ConnectionOptions>): Promise<Record<string, string>> {
  const connections = createConnections({ url, password: 'p', application: 'cdr-test', ...options });
  const opening = connections.open();
  opening.catch(() => undefined); // cut below
  const words = (await greetings).slice(8).split('\0');
  connections.cutAll();
  await expect(opening).rejects.toThrow();
  return Object.fromEntries(words.flatMap((word, n) => (n % 2 === 0 ? [[word, words[n + 1]!]] : [])));
}

// PostgreSQL's protocol, "SSLRequest".
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

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

test('Redshift is told nothing that it does not know: it would refuse the connection', async () => {
  const told = await startup({ url: `${url.replace('postgres:', 'redshift:')}?sslmode=disable` });
  expect(Object.keys(told).filter((name) => /timeout/.test(name))).toEqual([]);
  expect(told).toMatchObject({ user: 'admin', database: 'dev', application_name: 'cdr-test' });
});

test('Redshift is asked for TLS, unless the URL says otherwise', async () => {
  const connections = createConnections({
    url: url.replace('postgres:', 'redshift:'),
    password: 'p',
    application: 'cdr-test',
  });
  const opening = connections.open();
  opening.catch(() => undefined); // cut below
  expect(Buffer.from(await greetings, 'latin1')).toEqual(sslRequest);
  connections.cutAll();
  await expect(opening).rejects.toThrow();
});

test('connections that are cut open no more', async () => {
  const connections = createConnections({ url, password: undefined, application: 'cdr-test' });
  connections.cutAll();
  await expect(connections.open()).rejects.toThrow('connections are cut');
});

test('what is no URL is told, without its text: it may hold a password', () => {
  const options = { url: '//admin:secret@h', password: undefined, application: 'cdr-test' };
  expect(() => createConnections({ ...options, password: 'other' })).toThrow(
    /^WAREHOUSE_URL must look like postgres:\/\/user@host:5439\/database, or redshift:\/\/user@host:5439\/database$/,
  );
});
