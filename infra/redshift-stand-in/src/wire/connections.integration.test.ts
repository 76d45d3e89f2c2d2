import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeSelfSigned, until } from '@cdr/testing';
import pg from 'pg';
import type { RedshiftStandIn } from '../index.ts';
import { ended, refusalOf, startWorld, type World } from '../real-parts.fixture.ts';

let world: World;
let standIn: RedshiftStandIn;
let admin: pg.Client;
beforeAll(async () => {
  world = await startWorld();
  standIn = await world.start();
  admin = new pg.Client(world.postgres); // past the stand-in
  await admin.connect();
  await admin.query('CREATE TABLE rows_of_many (id int)');
});
afterAll(async () => {
  await admin.end();
  await world.stop();
});

async function pidOf(client: pg.Client): Promise<number> {
  return (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
}

async function isConnected(pid: number): Promise<boolean> {
  return (await admin.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [pid])).rowCount === 1;
}

function cut(client: pg.Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

test('the URL says where it is', () => {
  const url = new URL(standIn.url);
  expect([url.protocol, url.hostname, url.port, url.search]).toEqual([
    'redshift:',
    '127.0.0.1',
    `${standIn.port}`,
    '?sslmode=disable',
  ]);
  expect([url.username, url.password, url.pathname]).toEqual([
    world.postgres.user,
    world.postgres.password,
    `/${world.postgres.database}`,
  ]);
});

test.each([
  ['a wrong password', { password: 'wrong' }, '28P01'],
  ['another user', { user: 'somebody' }, '28P01'],
  ['a database that is none', { database: 'nowhere' }, '3D000'],
  ['a setting that Redshift does not know', { lock_timeout: 1_000 }, '42704'],
])('%s is refused at the door', async (_, config, code) => {
  expect(await refusalOf(world.open(standIn, config))).toMatchObject({ code, severity: 'FATAL' });
});

test('a client that is gone takes its transaction with it', async () => {
  const client = await world.open(standIn);
  const pid = await pidOf(client);
  await client.query('BEGIN');
  await client.query('INSERT INTO rows_of_many VALUES (1)');
  cut(client);
  await until(async () => !(await isConnected(pid)), { what: 'the PostgreSQL connection ends' });
  expect((await admin.query('SELECT * FROM rows_of_many')).rows).toEqual([]);
});

test('a client that leaves in the middle of a statement ends it', async () => {
  const client = await world.open(standIn);
  const pid = await pidOf(client);
  client.query('SELECT count(*) FROM generate_series(1, 1000000000)').catch(() => undefined);
  await until(
    async () =>
      (await admin.query("SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND state = 'active'", [pid]))
        .rowCount === 1,
    {
      what: 'the statement runs',
    },
  );
  cut(client);

  await until(async () => !(await isConnected(pid)), { what: 'the PostgreSQL connection ends' });
});

test('a client whose PostgreSQL connection is killed is cut, and signs in anew', async () => {
  const client = await world.open(standIn);
  const pid = await pidOf(client);
  const end = ended(client);
  const running = client
    .query('SELECT count(*) FROM generate_series(1, 1000000000)')
    .catch((error: unknown) => error);
  await admin.query('SELECT pg_terminate_backend($1)', [pid]);
  expect(await running).toBeInstanceOf(Error);
  await end;
  const anew = await world.open(standIn);
  expect((await anew.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

test('a statement is cancelled as the protocol does it', async () => {
  const client = (await world.open(standIn)) as pg.Client & { processID: number; secretKey: number };
  const running = refusalOf(client.query('SELECT count(*) FROM generate_series(1, 1000000000)'));
  await until(
    async () =>
      (
        await admin.query("SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND state = 'active'", [
          client.processID,
        ])
      ).rowCount === 1,
    {
      what: 'the statement runs',
    },
  );
  const request = Buffer.alloc(16);
  [16, 80_877_102, client.processID, client.secretKey].forEach((number, n) =>
    request.writeInt32BE(number, n * 4),
  );
  const socket = connect({ host: '127.0.0.1', port: standIn.port }, () => socket.write(request));
  await once(socket, 'close');
  expect(await running).toMatchObject({ code: '57014' });
});

test.each([
  ['nothing', ''],
  ['eight zeros', '0000000000000000'],
  ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n').toString('hex')],
  ['another version', '000000080004000000'],
])('%s at the door harms nobody', async (_, hex) => {
  const socket = connect({ host: '127.0.0.1', port: standIn.port });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.end(Buffer.from(hex, 'hex'));
  socket.resume();
  const client = await world.open(standIn);
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  socket.destroy();
});

test('a large answer is read in the client’s time', async () => {
  const client = await world.open(standIn);
  const { rows } = await client.query("SELECT repeat('x', 1000) AS x FROM generate_series(1, 50000)");
  expect(rows).toHaveLength(50_000);
});

test('a large statement goes through whole', async () => {
  const client = await world.open(standIn);
  const text = 'x'.repeat(8_000_000);
  const { rows } = await client.query('SELECT length($1::text) AS n', [text]);
  expect(rows).toEqual([{ n: text.length }]);
});

test('many clients at once, and cut at any time, leave nothing behind', async () => {
  const clients = await Promise.all(Array.from({ length: 20 }, () => world.open(standIn)));
  const pids = await Promise.all(clients.map(pidOf));
  const queries = clients.map((client) =>
    client.query('SELECT $1::int AS n, repeat($2, 100000) AS x', [1, 'x']).catch(() => undefined),
  );
  for (const client of clients) cut(client);
  await Promise.all(queries);
  const left = 'SELECT 1 FROM pg_stat_activity WHERE pid = ANY ($1)';
  await until(async () => (await admin.query(left, [pids])).rowCount === 0, {
    what: 'all connections end',
  });
});

test('TLS, with the certificate checked', async () => {
  const tls = makeSelfSigned();
  const secure = await world.start({ tls });
  const client = await world.open(secure, { ssl: { ca: tls.cert } });
  expect((await client.query('SELECT $1::int AS n', [1])).rows).toEqual([{ n: 1 }]);
  await expect(world.open(secure, { ssl: { ca: makeSelfSigned().cert } })).rejects.toThrow(
    /self-signed|signature|certificate/,
  );
  await expect(world.open(standIn, { ssl: { ca: tls.cert } })).rejects.toThrow(/does not support SSL/);
  cut(client);
  expect(await pidOf(await world.open(secure, { ssl: { ca: tls.cert } }))).toEqual(expect.any(Number));
});

test('stopped, it cuts every client and says so', async () => {
  const short = await world.start();
  const client = await world.open(short);
  const end = ended(client);
  await short.stop();
  await end;
  await short.exited;
  await short.stop();
  await expect(world.open(short)).rejects.toThrow(/ECONNREFUSED/);
});
