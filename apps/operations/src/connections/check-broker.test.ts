import { afterEach, expect, test } from '@jest/globals';
import type { Address } from '@cdr/worker';
import { type LocalServer, startServer, startTlsServer } from '../testing/local-server.ts';
import { runCheck } from './check.ts';
import { checkBroker } from './check-broker.ts';

let server: LocalServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function problemOf({ host, port }: { host: string; port: number }): Promise<string | null> {
  return (await runCheck(checkBroker('b:1', { host, port }))).problem;
}

function text(words: string): Buffer {
  return Buffer.concat([Buffer.from([words.length >> 8, words.length & 255]), Buffer.from(words)]);
}

/** A metadata answer that names these brokers. */
function metadata(hosts: readonly Address[], cluster: string): Buffer {
  const brokers = hosts.map(({ host, port }, n) =>
    Buffer.concat([
      Buffer.from([0, 0, 0, n]),
      text(host),
      Buffer.from([0, 0, port >> 8, port & 255]),
      Buffer.from([255, 255]),
    ]),
  );
  const body = Buffer.concat([
    Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, hosts.length]),
    ...brokers,
    text(cluster),
    Buffer.from([0, 0, 0, 0, 0, 0, 0, 0]),
  ]);
  return Buffer.concat([Buffer.from([0, 0, 0, body.length]), body]);
}

/** A broker that names itself and these others. */
function startBroker(...others: Address[]): Promise<LocalServer> {
  return startServer((socket) => {
    const answer = metadata([{ host: '127.0.0.1', port: socket.localPort! }, ...others], 'MkU3OEVB');
    socket.once('data', () => {
      socket.write(answer.subarray(0, 9));
      setImmediate(() => socket.write(answer.subarray(9)));
    });
  });
}

test('a broker tells its cluster, though the answer comes in pieces', async () => {
  server = await startBroker();
  const { found } = await runCheck(checkBroker('b:1', server));
  expect(found?.tells).toBe('the only broker of cluster MkU3OEVB');
});

test('a broker that sends clients on to where they cannot reach it is told', async () => {
  server = await startBroker({ host: 'nowhere.invalid', port: 9092 });
  expect(await problemOf(server)).toBe(
    'the broker answers, and sends clients on to nowhere.invalid:9092; but from here there is no host of this name. ' +
      'Correct advertised.listeners of that broker, or look at the DNS',
  );
});

test('a port where nothing listens is told as refused', async () => {
  const gone = await startServer();
  await gone.close();
  expect(await problemOf(gone)).toBe(
    'the connection is refused: nothing listens there. Start it, or correct KAFKA_BROKERS',
  );
});

test('a host that is not there is told as unknown', async () => {
  expect(await problemOf({ host: 'nowhere.invalid', port: 9092 })).toMatch(
    /^there is no host of this name\. Correct KAFKA_BROKERS/,
  );
});

test('a port that takes connections and never answers is told so, in time', async () => {
  server = await startServer();
  const { problem } = await runCheck(checkBroker('b:1', server));
  expect(problem).toMatch(
    /^the connection is taken, but there is no answer\. Is it this kind of server\? Look at KAFKA_BROKERS/,
  );
}, 30_000);

test('a port that closes each connection is told so, with what may want it', async () => {
  server = await startServer((socket) => socket.end());
  expect(await problemOf(server)).toMatch(
    /^the connection is closed without an answer.*A listener that wants a sign-in \(SASL\)/,
  );
});

test.each<[string, () => Promise<LocalServer>]>([
  ['with an alert', () => startServer((socket) => socket.write(Buffer.from([21, 3, 1, 0, 2, 2, 40])))],
  ['by hanging up', () => startTlsServer()],
])('a broker that wants TLS and says so %s is told so', async (_, start) => {
  server = await start();
  expect(await problemOf(server)).toMatch(
    /^the broker wants TLS, which is not there yet for Kafka\. Name a listener without it/,
  );
});

test.each([
  ['a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ['a server that says something short', '\0\0\0\u0005hello'],
])('%s is told as no broker', async (_, words) => {
  server = await startServer((socket) => socket.once('data', () => socket.write(words)));
  expect(await problemOf(server)).toBe('what answers there is no Kafka broker. Correct KAFKA_BROKERS');
});
