import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { makeSelfSigned, startScript } from '@cdr/testing';
import { type LocalServer, startServer, startTlsServer } from '../testing/local-server.ts';

// In a process of its own: under Jest the SDK does not recognise Node's errors.

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

const servers: LocalServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function opened(server: Promise<LocalServer>): Promise<LocalServer> {
  servers.push(await server);
  return servers.at(-1)!;
}

/** Runs the command against one port for all parts. */
async function tryPort({ host, port }: LocalServer, { protocol = 'http', query = '' } = {}) {
  const env = {
    KAFKA_BROKERS: `${host}:${port}`,
    S3_ENDPOINT: `${protocol}://${host}:${port}`,
    S3_ACCESS_KEY_ID: 'a',
    S3_SECRET_ACCESS_KEY: 'b',
    SCHEMA_REGISTRY_URL: `${protocol}://${host}:${port}`,
    WAREHOUSE_URL: `postgres://admin:secret@${host}:${port}/dev${query}`,
  };
  const script = startScript(main, { args: ['connections', '--json'], env });
  const { code, stderr } = await script.ended;
  const { ok, checks } = script.lines.at(-1) as unknown as {
    ok: boolean;
    checks: { part: string; problem: string }[];
  };
  const problems = Object.fromEntries(checks.map(({ part, problem }) => [part, problem]));
  return { code, stderr, ok, problems };
}

const meanwhile = 'Until it answers, records that name a schema wait; all others go on without it';

const dependent = {
  topics: 'not looked at: no broker works',
  tables: 'not looked at: warehouse failed',
  privileges: 'not looked at: tables failed',
};

test('all parts are tried, and told, where nothing listens', async () => {
  const gone = await startServer();
  await gone.close();
  const { code, ok, problems, stderr } = await tryPort(gone);
  const refused = (setting: string) =>
    `the connection is refused: nothing listens there. Start it, or correct ${setting}`;
  expect({ code, ok, stderr }).toEqual({ code: 1, ok: false, stderr: '' });
  expect(problems).toEqual({
    Kafka: refused('KAFKA_BROKERS'),
    bucket: refused('S3_ENDPOINT'),
    registry: `${refused('SCHEMA_REGISTRY_URL')}. ${meanwhile}`,
    warehouse: refused('WAREHOUSE_URL'),
    ...dependent,
  });
}, 20_000);

test('all parts are told where connections are taken and nothing is answered, each by itself', async () => {
  const { code, problems } = await tryPort(await opened(startServer()));
  expect(code).toBe(1);
  expect(problems).toEqual({
    Kafka: expect.stringMatching(/^the connection is taken, but there is no answer.* KAFKA_BROKERS/),
    bucket: expect.stringMatching(/^there is no answer in time\. Look at S3_ENDPOINT/),
    registry: expect.stringMatching(/^there is no answer in time\. Look at SCHEMA_REGISTRY_URL/),
    warehouse: expect.stringMatching(/^the connection is taken, but there is no answer.* WAREHOUSE_URL/),
    ...dependent,
  });
}, 30_000);

test('TLS that the server does not speak is told', async () => {
  const plain = await opened(
    startServer(
      (socket) =>
        void socket.once('data', (bytes) =>
          socket.end(bytes.length === 8 ? 'N' : 'HTTP/1.1 400 Bad\r\n\r\n'),
        ),
    ),
  );
  const { problems } = await tryPort(plain, { protocol: 'https', query: '?sslmode=verify-full' });
  expect(problems).toMatchObject({
    bucket: expect.stringMatching(/^the server does not speak TLS, but S3_ENDPOINT asks for it/),
    registry: expect.stringMatching(/^the server does not speak TLS, but SCHEMA_REGISTRY_URL asks for it/),
    warehouse: expect.stringMatching(
      /^the server does not speak TLS, but sslmode in WAREHOUSE_URL asks for it/,
    ),
  });
}, 20_000);

test('TLS that the server wants, and a certificate that is not trusted, are told', async () => {
  const tls = await opened(startTlsServer(makeSelfSigned()));
  expect((await tryPort(tls)).problems).toMatchObject({
    Kafka: expect.stringMatching(/^the broker wants TLS/),
    bucket: 'the server speaks TLS, but S3_ENDPOINT says http. Begin it with https',
    registry: expect.stringMatching(/^the server speaks TLS, but SCHEMA_REGISTRY_URL says http\./),
    warehouse: expect.stringMatching(/speaks TLS from the first byte on/),
  });
  expect((await tryPort(tls, { protocol: 'https' })).problems).toMatchObject({
    bucket: expect.stringMatching(/^the server's certificate is not trusted.*NODE_EXTRA_CA_CERTS/),
    registry: expect.stringMatching(/^the server's certificate is not trusted.*NODE_EXTRA_CA_CERTS/),
  });
}, 30_000);

test.each(['setup', 'connections', 'audit', 'redrive'])(
  'wrong settings of %s are told all at once, with exit code 2',
  async (command) => {
    const env = {
      KAFKA_BROKERS: 'localhost',
      WAREHOUSE_URL: 'admin:hidden@dev',
      S3_SECRET_ACCESS_KEY: 'hidden',
    };
    const { code, stderr } = await startScript(main, { args: [command], env }).ended;
    expect(code).toBe(2);
    expect(stderr).toBe(
      'KAFKA_BROKERS must be host:port with commas between them, was "localhost"; S3_ACCESS_KEY_ID and ' +
        'S3_SECRET_ACCESS_KEY belong together: set both, or neither; WAREHOUSE_URL must look like ' +
        'postgres://user@host:5439/database, or redshift://…\n',
    );
  },
  20_000,
);

test.each([
  ['--all', /^Unknown option '--all'\.\n\nnpm run connections \[-- --json\] tries/],
  ['foo', /^Unexpected argument 'foo'\. .*\n\nnpm run connections \[-- --json\] tries/],
])(
  '%s shows how it is used, with exit code 2',
  async (arg, words) => {
    const { code, stderr } = await startScript(main, { args: ['connections', arg] }).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
  },
  20_000,
);
