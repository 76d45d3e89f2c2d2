import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ObjectStore } from './object-store.ts';
import { openS3 } from './s3.ts';

let server: Server;
let store: ObjectStore;
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
