import { expect, test } from '@jest/globals';
import { parquetColumns } from '@cdr/call-record';
import { copyStatement } from './redshift-statements.ts';

const manifestUrl =
  's3://telecom-staging/telecom_data/batch_id=20261128T100000Z-1a2b3c4d-5e6f7a8b/manifest.json';
const role = 'arn:aws:iam::123456789012:role/telecom-copy';

test('COPY names the columns in the order of the files, the manifest, and nothing that Parquet does not allow', () => {
  expect(copyStatement({ manifestUrl, role })).toBe(
    `COPY staging (${parquetColumns.map(({ name }) => name).join(', ')}) FROM '${manifestUrl}' ` +
      `IAM_ROLE '${role}' FORMAT AS PARQUET MANIFEST STATUPDATE OFF`,
  );
});

test('the role of the cluster is no text', () => {
  expect(copyStatement({ manifestUrl, role: 'default' })).toContain(' IAM_ROLE default FORMAT ');
});

test.each([
  { manifestUrl: "s3://b'; DROP TABLE t; --/k", role },
  { manifestUrl: 's3://UPPER/k', role },
  { manifestUrl: 's3://bucket/with blank', role },
  { manifestUrl: 'https://bucket/k', role },
  { manifestUrl, role: "arn' MAXERROR 10 --" },
])('what could be more than a name gets into no statement: %j', (source) => {
  expect(() => copyStatement(source)).toThrow(/(S3_BUCKET|REDSHIFT_COPY_ROLE)/);
});
