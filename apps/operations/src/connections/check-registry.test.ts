import { afterEach, expect, test } from '@jest/globals';
import type { Socket } from 'node:net';
import { openRegistry } from '@cdr/schema-registry';
import { makeSelfSigned } from '@cdr/testing';
import { type LocalServer, startServer, startTlsServer } from '../testing/local-server.ts';
import { runCheck } from './check.ts';
import { checkRegistry } from './check-registry.ts';

let server: LocalServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function check(protocol: 'http' | 'https', { host, port }: { host: string; port: number }) {
  const url = `${protocol}://anna:hidden@${host}:${port}`;
  const registry = openRegistry({ url, answerWithinMs: 1_000 });
  const result = await runCheck(checkRegistry(registry, url, 'calls-value'));
  expect(JSON.stringify(result)).not.toMatch(/hidden|anna/);
  return result;
}

const meanwhile = 'Until it answers, records that name a schema wait; all others go on without it';

/** Answers each request by its path, others with 404; a connection each. */
function answering(answers: Record<string, [status: string, body: object]>): (socket: Socket) => void {
  return (socket) =>
    void socket.once('data', (request) => {
      const path = String(request).split(' ')[1]!;
      const [status, body] = answers[path] ?? ['404 Not Found', {}];
      const text = JSON.stringify(body);
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: ${text.length}\r\n\r\n${text}`);
    });
}

const versions = '/subjects/calls-value/versions';
const level = '/config/calls-value?defaultToGlobal=true';
const none = { error_code: 40401, message: 'no subject' };

test('a registry tells how many versions it holds, at which level, and its own version', async () => {
  server = await startServer(
    answering({
      [versions]: ['200 OK', [1, 2, 3]],
      [level]: ['200 OK', { compatibilityLevel: 'BACKWARD_TRANSITIVE' }],
      '/v1/metadata/version': ['200 OK', { version: '7.9.0' }],
    }),
  );
  const { found, where } = await check('http', server);
  expect(found).toEqual({
    tells: '3 versions of calls-value, BACKWARD_TRANSITIVE',
    version: 'Confluent 7.9.0',
  });
  expect(where).toBe(`http://127.0.0.1:${server.port}`);
});

test('a registry without a schema says what puts them there', async () => {
  server = await startServer(
    answering({
      [versions]: ['404 Not Found', none],
      [level]: ['404 Not Found', none],
      '/config': ['200 OK', { compatibilityLevel: 'NONE' }],
    }),
  );
  const { found } = await check('http', server);
  expect(found).toEqual({
    tells: 'answers, no schema of calls-value yet: npm run schemas -- --register',
    version: null,
  });
});

test.each([
  ['401 Unauthorized', 'HTTP 401: no; check SCHEMA_REGISTRY_USER and SCHEMA_REGISTRY_PASSWORD'],
  [
    '404 Not Found',
    'HTTP 404: no; SCHEMA_REGISTRY_URL does not lead to an API like Confluent’s: has it a path,',
  ],
  ['503 Service Unavailable', 'HTTP 503: no'],
])('an answer of %s is told with what to do, and what goes on meanwhile', async (status, words) => {
  server = await startServer(answering({ [versions]: [status, { message: 'no' }] }));
  const { problem } = await check('http', server);
  expect(problem).toContain(words);
  expect(problem).toMatch(new RegExp(`\\. ${meanwhile}$`));
});

test('a port where nothing listens is told as refused', async () => {
  const gone = await startServer();
  await gone.close();
  expect((await check('http', gone)).problem).toBe(
    `the connection is refused: nothing listens there. Start it, or correct SCHEMA_REGISTRY_URL. ${meanwhile}`,
  );
});

test.each<[string, () => Promise<LocalServer>, 'http' | 'https', RegExp]>([
  [
    'a server that never answers',
    () => startServer(),
    'http',
    /^there is no answer in time\. Look at SCHEMA_REGISTRY_URL/,
  ],
  [
    'a server that hangs up',
    () => startServer((socket) => socket.end()),
    'http',
    /^the connection is closed without an answer/,
  ],
  [
    'a server without TLS that shall speak it',
    () => startServer((socket) => void socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n'))),
    'https',
    /^the server does not speak TLS, but SCHEMA_REGISTRY_URL asks for it/,
  ],
  [
    'a server with TLS that shall not speak it',
    () => startTlsServer(makeSelfSigned()),
    'http',
    /^the server speaks TLS, but SCHEMA_REGISTRY_URL says http\. Begin it with https/,
  ],
  [
    'a certificate that nobody trusts',
    () => startTlsServer(makeSelfSigned()),
    'https',
    /^the server's certificate is not trusted/,
  ],
])('%s is told', async (_, start, protocol, words) => {
  server = await start();
  expect((await check(protocol, server)).problem).toMatch(words);
});
