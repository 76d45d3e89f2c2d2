import { StoreError } from '@cdr/object-store';
import { expect, test } from '@jest/globals';
import { readManifest } from './manifest.ts';

function storeWith(read: () => Promise<string>) {
  return { url: (key: string) => `s3://bucket/${key}`, read };
}

test('a manifest is shown as it is written, with the parts that it names', async () => {
  const written =
    '{"entries":[{"url":"s3://bucket/p0","mandatory":true,"meta":{"content_length":9,"record_count":2}}]}';
  expect(
    await readManifest(
      storeWith(async () => written),
      'm',
    ),
  ).toEqual({
    manifestUrl: 's3://bucket/m',
    manifest: written,
    manifestProblem: null,
    parts: [{ url: 's3://bucket/p0', bytes: 9, rows: 2 }],
  });
});

test('that it is gone is told in the store’s words', async () => {
  const gone = storeWith(() => Promise.reject(new StoreError('there is no m', 'NoSuchKey', false)));
  expect(await readManifest(gone, 'm')).toEqual({
    manifestUrl: 's3://bucket/m',
    manifest: null,
    manifestProblem: 'there is no m',
    parts: [],
  });
});

test.each(['no JSON', '{}', 'null', '{"entries":[{}]}'])('%j is told to be none of ours', async (text) => {
  expect(
    await readManifest(
      storeWith(async () => text),
      'm',
    ),
  ).toMatchObject({
    manifest: null,
    manifestProblem: 'the manifest is not as a loader writes it',
    parts: [],
  });
});
