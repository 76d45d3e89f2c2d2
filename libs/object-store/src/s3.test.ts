import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isNotFound } from './s3-error.ts';
import { openS3 } from './s3.ts';

let server: Server;
let store: ReturnType<typeof openS3>;
let answer: RequestListener;
beforeEach(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  store = openS3({ bucket: 'staging', region: 'us-east-1', endpoint, credentials });
});
afterEach(async () => {
  store.close();
  await new Promise((resolve) => server.close(resolve));
});

async function all(key: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of store.bytes(key)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test('an object arrives byte by byte', async () => {
  answer = (_request, response) => response.end('PAR1');
  expect(await all('k')).toBe('PAR1');
});

test('an object cut in the middle is passing trouble with S3', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '8' }).write('PAR1', () => response.destroy());
  };
  await expect(all('k')).rejects.toMatchObject({
    name: 'StoreError',
    retriable: true,
    message: expect.stringMatching(/^reading k \(bucket staging\): /),
  });
});

test('an object that is not there is not found', async () => {
  answer = (_request, response) => {
    response.writeHead(404, { 'content-type': 'application/xml' });
    response.end('<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>not there</Message></Error>');
  };
  const error: unknown = await store.read('k').catch((thrown: unknown) => thrown);
  expect(isNotFound(error)).toBe(true);
});

test('a request under way when the store is closed fails as trouble that passes: it is no failure of S3', async () => {
  const asked = new Promise<void>((resolve) => {
    answer = () => resolve();
  });
  const checked = store.check();
  checked.catch(() => undefined);
  await asked;
  store.close();
  await expect(checked).rejects.toMatchObject({ name: 'StoreError', code: 'AbortError', retriable: true });
});

/** One page of a listing, as S3 answers it. */
function page(keys: readonly string[], next?: string): string {
  const contents = keys.map(
    (key, n) =>
      `<Contents><Key>${key}</Key><Size>${n}</Size><LastModified>2026-11-22T17:51:53.000Z</LastModified></Contents>`,
  );
  const more = next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`;
  const truncated = `<IsTruncated>${next !== undefined}</IsTruncated>`;
  return `<?xml version="1.0"?><ListBucketResult>${truncated}${more}${contents.join('')}</ListBucketResult>`;
}

async function keysUnder(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys;
}

test('a listing goes on from page to page, and tells size and time of each object', async () => {
  const asked: string[] = [];
  answer = ({ url }, response) => {
    const { searchParams } = new URL(url!, 'http://s3');
    asked.push(`${searchParams.get('prefix')} ${searchParams.get('continuation-token')}`);
    response.end(asked.length === 1 ? page(['p/a', 'p/b'], 'more') : page(['p/c']));
  };
  const objects = [];
  for await (const object of store.list('p/')) objects.push(object);
  expect(asked).toEqual(['p/ null', 'p/ more']);
  const modifiedAt = Date.UTC(2026, 10, 22, 17, 51, 53);
  expect(objects).toEqual([
    { key: 'p/a', bytes: 0, modifiedAt },
    { key: 'p/b', bytes: 1, modifiedAt },
    { key: 'p/c', bytes: 0, modifiedAt },
  ]);
});

test('a listing of nothing is empty', async () => {
  answer = (_request, response) => response.end(page([]));
  expect(await keysUnder('p/')).toEqual([]);
});

test('a listing that is refused says what to do', async () => {
  answer = (_request, response) => {
    response.writeHead(403).end('<Error><Code>AccessDenied</Code><Message>no</Message></Error>');
  };
  await expect(keysUnder('p/')).rejects.toMatchObject({
    name: 'StoreError',
    retriable: false,
    message: expect.stringMatching(/^listing p\/ \(bucket staging\): no; check .*ListBucket for the audit/),
  });
});

test('an object is removed by its key', async () => {
  const asked: string[] = [];
  answer = ({ method, url }, response) => {
    asked.push(`${method} ${new URL(url!, 'http://s3').pathname}`);
    response.writeHead(204).end();
  };
  await store.remove('telecom_data/batch_id=b/_SUCCESS');
  expect(asked).toEqual(['DELETE /staging/telecom_data/batch_id%3Db/_SUCCESS']);
});

test('a removal that is refused says what to do', async () => {
  answer = (_request, response) => {
    response.writeHead(403).end('<Error><Code>AccessDenied</Code><Message>no</Message></Error>');
  };
  await expect(store.remove('k')).rejects.toMatchObject({
    name: 'StoreError',
    retriable: false,
    message: expect.stringMatching(
      /^removing k \(bucket staging\): no; check .*DeleteObject for npm run sweep/,
    ),
  });
});
