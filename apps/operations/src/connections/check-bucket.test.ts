import { afterEach, expect, test } from '@jest/globals';
import { openS3 } from '@cdr/object-store';
import { makeSelfSigned } from '@cdr/testing';
import { type LocalServer, startServer, startTlsServer } from '../testing/local-server.ts';
import { runCheck } from './check.ts';
import { checkBucket } from './check-bucket.ts';

let server: LocalServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function check(protocol: 'http' | 'https', { host, port }: { host: string; port: number }) {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const options = {
    bucket: 'staging',
    region: 'us-east-1',
    endpoint: `${protocol}://${host}:${port}`,
    credentials,
  };
  const store = openS3({ ...options, answerWithinMs: 1_000 });
  try {
    return await runCheck(checkBucket(store, options));
  } finally {
    store.close();
  }
}

function answering(head: string): (socket: import('node:net').Socket) => void {
  return (socket) =>
    void socket.once('data', () => socket.end(`HTTP/1.1 ${head}\r\ncontent-length: 0\r\n\r\n`));
}

test('a bucket that is there is told so, and that nothing was written', async () => {
  server = await startServer(answering('200 OK'));
  const { found, where } = await check('http', server);
  expect(found?.tells).toBe('is there for these keys (writing was not tried)');
  expect(where).toBe(`staging at http://127.0.0.1:${server.port}`);
});

test.each([
  ['404 Not Found', /create the bucket with "npm run setup", or correct S3_BUCKET/],
  ['403 Forbidden', /check S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY/],
  ['301 Moved Permanently', /check S3_BUCKET, S3_REGION and S3_ENDPOINT/],
])('an answer of %s says what to do', async (head, advice) => {
  server = await startServer(answering(head));
  expect((await check('http', server)).problem).toMatch(advice);
});

test('http to a server that speaks TLS is told so', async () => {
  server = await startTlsServer(makeSelfSigned());
  expect((await check('http', server)).problem).toBe(
    'the server speaks TLS, but S3_ENDPOINT says http. Begin it with https',
  );
});
