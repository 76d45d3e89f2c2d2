import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectStore } from './object-store.ts';
import { openS3 } from './s3.ts';

let folder: string;
let server: Server;
let store: ObjectStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-s3-'));
  server = createServer((_request, answer) => answer.end('PAR1'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  store = openS3({ bucket: 'staging', region: 'us-east-1', endpoint, credentials });
});
afterEach(async () => {
  store.close();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

test('an object is downloaded to a file, and its bytes are counted', async () => {
  expect(await store.download('k', join(folder, 'k'))).toBe(4);
  expect(readFileSync(join(folder, 'k'), 'utf8')).toBe('PAR1');
});

test('a full disk under a download is no trouble with S3: it stops the loader and says what to do', async () => {
  symlinkSync('/dev/full', join(folder, 'k')); // the system's own disk that is always full
  const downloaded = store.download('k', join(folder, 'k'));
  await expect(downloaded).rejects.toMatchObject({ name: 'Stop' });
  await expect(downloaded).rejects.toThrow(/^LOADER_SCRATCH_DIR .* is full or cannot be written: make room/);
});
