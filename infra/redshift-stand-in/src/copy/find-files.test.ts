import { expect, test } from '@jest/globals';
import { CopyFailure } from './faults.ts';
import { readManifest } from './find-files.ts';

const url = 's3://b/a=1/part.parquet';

test('a manifest is read; what is not mandatory may be missing', () => {
  const text = JSON.stringify({
    entries: [
      { url, mandatory: true, meta: { content_length: 7, record_count: 1 } },
      { url, meta: { content_length: 8 } },
    ],
    rows: 1,
  });
  expect(readManifest(text)).toEqual([
    { bucket: 'b', key: 'a=1/part.parquet', mandatory: true, contentLength: 7 },
    { bucket: 'b', key: 'a=1/part.parquet', mandatory: false, contentLength: 8 },
  ]);
});

const json = 'Manifest file is not in correct json format';

// "Using a manifest to specify data files"; the words of 15003: awslabs/aws-lambda-redshift-loader pull request 221.
test.each([
  ['no JSON', '{', 8001, json],
  ['no entries', '{}', 8001, json],
  ['nothing', 'null', 8001, json],
  ['an entry without a url', '{"entries":[{}]}', 8001, json],
  [
    'a prefix',
    JSON.stringify({ entries: [{ url: 's3://b/a/', meta: { content_length: 7 } }] }),
    8001,
    'full S3 key',
  ],
  ['no meta', JSON.stringify({ entries: [{ url }] }), 15003, "File entry does not have 'meta' key."],
  ['no content_length', JSON.stringify({ entries: [{ url, meta: {} }] }), 15003, 'content_length'],
  [
    'a text for a length',
    JSON.stringify({ entries: [{ url, meta: { content_length: '7' } }] }),
    15003,
    'content_length',
  ],
])('a manifest with %s is refused', (_, text, code, words) => {
  const refusal = refusalOf(() => readManifest(text));
  expect(refusal.fault).toMatchObject({ code, error: expect.stringContaining(words) });
});

function refusalOf(read: () => unknown): CopyFailure {
  try {
    read();
  } catch (error) {
    if (error instanceof CopyFailure) return error;
    throw error;
  }
  throw new Error('was not refused');
}
