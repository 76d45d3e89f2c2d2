import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { afterEach, expect, test } from '@jest/globals';
import { makeSelfSigned } from '@cdr/testing';
import { createConnections } from '@cdr/warehouse';
import { type LocalServer, startServer, startTlsServer } from '../testing/local-server.ts';
import { runCheck } from './check.ts';
import { askWarehouse, sayWarehouse, versionOf } from './check-warehouse.ts';

let server: LocalServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function check(
  { host, port }: { host: string; port: number },
  { query = '', password = ':secret' } = {},
) {
  const url = `postgres://admin${password}@${host}:${port}/dev${query}`;
  const connections = createConnections({ url, password: undefined, application: 'test' });
  const run = () => askWarehouse(connections, url, async () => ({ tells: 'answers', version: null }));
  try {
    return await runCheck({ part: 'warehouse', where: sayWarehouse(url), run });
  } finally {
    connections.cutAll();
  }
}

test.each([
  ['PostgreSQL 18.1 on x86_64-pc-linux-gnu, compiled by gcc', 'PostgreSQL 18.1'],
  [
    'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2, Redshift 1.0.7078',
    'Redshift 1.0.7078',
  ],
])('the version is read from %j', (said, version) => {
  expect(versionOf(said)).toBe(version);
});

const sslRequest = 80877103;

/** A PostgreSQL that says yes or no to TLS, and then does the rest. */
function postgres(tls: 'S' | 'N', rest: (socket: Socket) => void): (socket: Socket) => void {
  return (socket) =>
    void socket.once('data', (bytes) => {
      if (bytes.readUInt32BE(4) !== sslRequest) return rest(socket);
      socket.write(tls);
      if (tls === 'S') rest(socket);
    });
}

function message(kind: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(kind), length, content]);
}

function refusing(sqlState: string, words: string): (socket: Socket) => void {
  return (socket) => void socket.end(message('E', Buffer.from(`SFATAL\0C${sqlState}\0M${words}\0\0`)));
}

test('host, database and user are told, the password never', async () => {
  const where = sayWarehouse('postgres://ad%20min:secret@db.example:5439/dev');
  expect(where).toBe('db.example:5439/dev as ad min');
});

test.each([
  [
    '28P01',
    'password authentication failed for user "admin"',
    /^password authentication failed .*; check WAREHOUSE_URL and WAREHOUSE_PASSWORD$/,
  ],
  [
    '3D000',
    'database "dev" does not exist',
    /^database "dev" does not exist; create the database, or correct WAREHOUSE_URL$/,
  ],
  ['28000', 'no pg_hba.conf entry', /check WAREHOUSE_URL/],
])('a server that refuses with %s is told with what to do', async (sqlState, words, told) => {
  server = await startServer(postgres('N', refusing(sqlState, words)));
  expect((await check(server)).problem).toMatch(told);
});

test('a server that lets nobody in without TLS is told so', async () => {
  server = await startServer(postgres('S', refusing('28000', 'no pg_hba.conf entry, no encryption')));
  expect((await check(server)).problem).toMatch(
    /^the server lets nobody in without TLS.*\?sslmode=verify-full to WAREHOUSE_URL$/,
  );
});

test.each(['verify-full', 'prefer', 'allow'])(
  'a server without TLS that is asked for it by %s is told so',
  async (mode) => {
    server = await startServer(postgres('N', refusing('28000', 'never')));
    expect((await check(server, { query: `?sslmode=${mode}` })).problem).toMatch(
      /^the server does not speak TLS, but sslmode in WAREHOUSE_URL asks for it/,
    );
  },
);

test('a certificate that nobody vouches for is told so', async () => {
  server = await startServer(
    postgres(
      'S',
      (socket) =>
        void new TLSSocket(socket, { isServer: true, ...makeSelfSigned() }).on('error', () => undefined),
    ),
  );
  expect((await check(server, { query: '?sslmode=verify-full' })).problem).toMatch(
    /^the server's certificate is not trusted\. If it is the right server, set NODE_EXTRA_CA_CERTS/,
  );
});

test('a port where nothing listens is told as refused', async () => {
  const gone = await startServer();
  await gone.close();
  expect((await check(gone)).problem).toBe(
    'the connection is refused: nothing listens there. Start it, or correct WAREHOUSE_URL',
  );
});

test('a server that takes connections and never answers is told so, in time', async () => {
  server = await startServer();
  const { problem } = await check(server);
  expect(problem).toMatch(
    /^the connection is taken, but there is no answer\. Is it this kind of server\? Look at WAREHOUSE_URL/,
  );
}, 30_000);

test('a server of TLS is told as no PostgreSQL', async () => {
  server = await startTlsServer(makeSelfSigned());
  expect((await check(server)).problem).toMatch(/speaks TLS from the first byte on, as no PostgreSQL does/);
});

test('a web server is told as no PostgreSQL', async () => {
  server = await startServer(
    (socket) => void socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  );
  expect((await check(server)).problem).toBe('what answers there is no PostgreSQL. Correct WAREHOUSE_URL');
});
