import { zstdCompressSync } from 'node:zlib';
import { batchFolder } from '@cdr/object-store';
import { describe, expect, test } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { batchOf, createMemoryPipeline } from '../testing/memory-pipeline.ts';
import { findFile, usualFileBytes } from './find-file.ts';

const folder = batchFolder('b');
const urlOf = (name: string) => `s3://bucket/${folder}/${name}`;

/** A file as the loader packs it, with rows of these offsets of partition 0. */
function fileOf(offsets: number[]): Uint8Array {
  const columnData = [
    { name: 'caller_name', data: offsets.map(() => 'Ada'), type: 'STRING' as const },
    { name: 'raw_partition', data: offsets.map(() => 0), type: 'INT32' as const },
    { name: 'raw_offset', data: offsets.map(BigInt), type: 'INT64' as const },
  ];
  const compressors = { ZSTD: (bytes: Uint8Array) => new Uint8Array(zstdCompressSync(bytes)) };
  return new Uint8Array(parquetWriteBuffer({ columnData, codec: 'ZSTD', compressors }));
}

function withFiles(...files: number[][]) {
  const memory = createMemoryPipeline();
  const names = files.map((_, n) => `part-0000${n}.parquet`);
  const entries = names.map((name) => ({ url: urlOf(name) }));
  memory.objects.set(`${folder}/manifest.json`, JSON.stringify({ entries }));
  for (const [n, offsets] of files.entries()) memory.objects.set(`${folder}/${names[n]}`, fileOf(offsets));
  return memory;
}

function found(memory: ReturnType<typeof withFiles>, offset: number, facts = {}) {
  return findFile(memory.parts.store, { partition: 0, offset }, batchOf(0, 9, facts), usualFileBytes);
}

describe('the file of a row', () => {
  test('is the only one of its batch, which is not read', async () => {
    const memory = withFiles([]);
    memory.objects.delete(`${folder}/part-00000.parquet`);
    expect(await found(memory, 7)).toEqual({ kind: 'held', urls: [urlOf('part-00000.parquet')] });
  });

  test('is of several the one that holds its place', async () => {
    const memory = withFiles([1, 5], [7, 2]);
    expect(await found(memory, 7)).toEqual({ kind: 'held', urls: [urlOf('part-00001.parquet')] });
    expect(await found(memory, 9)).toMatchObject({ kind: 'none' });
  });

  test('is any of them when they are too large to look into', async () => {
    const memory = withFiles([1], [7]);
    expect(await found(memory, 7, { bytes: 2 ** 30 })).toEqual({
      kind: 'held',
      urls: [urlOf('part-00000.parquet'), urlOf('part-00001.parquet')],
      says: expect.stringMatching(/^one of these: with 1073741824 bytes/),
    });
  });

  test('has expired with its manifest, or without it', async () => {
    const memory = withFiles([1], [7]);
    memory.objects.delete(`${folder}/part-00000.parquet`);
    expect(await found(memory, 7)).toMatchObject({ kind: 'expired' });
    memory.objects.clear();
    expect(await found(memory, 7)).toEqual({
      kind: 'expired',
      says: expect.stringContaining(`there is no ${urlOf('manifest.json')}: a lifecycle rule`),
    });
  });

  test('is not known by a manifest that is none', async () => {
    const memory = withFiles([7]);
    memory.objects.set(`${folder}/manifest.json`, 'hello');
    expect(await found(memory, 7)).toMatchObject({ kind: 'unread' });
  });
});
