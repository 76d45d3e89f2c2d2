import { expect, test } from '@jest/globals';
import { writeManifest } from './manifest.ts';

const at = (nextOffset: number) => ({ nextOffset, rawHighWater: nextOffset - 1, last: null });

test('every file is mandatory and has its exact size, which Redshift requires for Parquet', () => {
  const manifest = writeManifest({
    batchId: 'b',
    topic: 'clean',
    files: [
      { url: 's3://bucket/b/part-00000.parquet', bytes: 100, rows: 3 },
      { url: 's3://bucket/b/part-00001.parquet', bytes: 50, rows: 2 },
    ],
    ranges: [{ partition: 4, from: at(10), to: at(16), rows: 5, firstRaw: 20, lastRaw: 30 }],
  });
  expect(manifest).toEqual({
    entries: [
      {
        url: 's3://bucket/b/part-00000.parquet',
        mandatory: true,
        meta: { content_length: 100, record_count: 3 },
      },
      {
        url: 's3://bucket/b/part-00001.parquet',
        mandatory: true,
        meta: { content_length: 50, record_count: 2 },
      },
    ],
    batch_id: 'b',
    rows: 5,
    ranges: [{ topic: 'clean', partition: 4, first_offset: 10, next_offset: 16 }],
  });
});
