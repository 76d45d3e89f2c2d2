import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ObjectStore, StoreError } from '@cdr/object-store';
import { download } from './copy-manifest.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-copy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function storeOf(bytes: () => AsyncIterable<Uint8Array>): ObjectStore {
  return { bytes } as Partial<ObjectStore> as ObjectStore;
}
async function* fourBytes() {
  yield Buffer.from('PAR1');
}

test('an object is downloaded to a file, and its bytes are counted', async () => {
  expect(await download(storeOf(fourBytes), 'k', join(folder, 'k'))).toBe(4);
  expect(readFileSync(join(folder, 'k'), 'utf8')).toBe('PAR1');
});

test('a full disk under a download is no trouble with S3: it stops the loader and says what to do', async () => {
  symlinkSync('/dev/full', join(folder, 'k')); // the system's own disk that is always full
  const downloaded = download(storeOf(fourBytes), 'k', join(folder, 'k'));
  await expect(downloaded).rejects.toMatchObject({ name: 'Stop' });
  await expect(downloaded).rejects.toThrow(/^LOADER_SCRATCH_DIR .* is full or cannot be written: make room/);
});

test('trouble with S3 under a download stays trouble with S3', async () => {
  const error = new StoreError('reading k: reset', 'ECONNRESET', true);
  async function* cut() {
    yield Buffer.from('PA');
    throw error;
  }
  await expect(download(storeOf(cut), 'k', join(folder, 'k'))).rejects.toBe(error);
});
