import { describe, expect, test } from '@jest/globals';
import { splitStatements } from '../sql/statement.ts';
import { refusedForParquet } from './copy-parameters.ts';
import { judgeCopy } from './parse-copy.ts';

function judge(sql: string) {
  return judgeCopy(splitStatements(sql)[0]!);
}

const role = 'arn:aws:iam::123456789012:role/loader';
const plain = {
  ...{ schema: null, table: 'staging', columns: null, bucket: 'b', key: 'a/part', isManifest: false },
  ...{ role, fillRecord: false, replaceInvalidWith: null, updateStatistics: null },
};
const copy = `COPY staging FROM 's3://b/a/part' IAM_ROLE '${role}' FORMAT AS PARQUET`;

describe('is read', () => {
  test.each([
    [copy, plain],
    [
      `COPY a.Staging (X, "Y") FROM 's3://b/a/part' IAM_ROLE '${role}' PARQUET`,
      { ...plain, schema: 'a', columns: ['x', 'y'] },
    ],
    [copy.replace(`IAM_ROLE '${role}'`, 'IAM_ROLE default'), { ...plain, role: null }],
    [copy.replace('IAM_ROLE ', `WITH CREDENTIALS AS 'aws_iam_role=${role}' -- `) + '\nFORMAT PARQUET', plain],
    [
      `${copy} MANIFEST STATUPDATE OFF FILLRECORD`,
      { ...plain, isManifest: true, updateStatistics: false, fillRecord: true },
    ],
    [`${copy} STATUPDATE ON ACCEPTINVCHARS`, { ...plain, updateStatistics: true, replaceInvalidWith: '?' }],
    [
      `${copy} ACCEPTINVCHARS AS '^' STATUPDATE`,
      { ...plain, updateStatistics: true, replaceInvalidWith: '^' },
    ],
  ])('%s', (sql, expected) => {
    expect(judge(sql)).toEqual({ kind: 'copy', copy: expected });
  });
});

describe('is refused', () => {
  test.each([
    // "COPY from columnar data formats", which quotes the words for REGION
    [`${copy} REGION 'us-east-1'`, '0A000', 'REGION argument is not supported for PARQUET based COPY'],
    [`${copy} MAXERROR 10`, '0A000', 'MAXERROR argument is not supported for PARQUET based COPY'],
    [`${copy} COMPUPDATE OFF`, '0A000', 'COMPUPDATE argument'],
    [`${copy} DELIMITER ',' MANIFEST`, '0A000', 'DELIMITER argument'],
    // awsdocs/amazon-redshift-developer-guide pull request 34
    [
      `COPY staging FROM 's3://b/k' CREDENTIALS 'aws_access_key_id=a;aws_secret_access_key=b' PARQUET`,
      'XX000',
      'only accepts IAM_ROLE',
    ],
    [
      `COPY staging FROM 's3://b/k' ACCESS_KEY_ID 'a' SECRET_ACCESS_KEY 'b' PARQUET`,
      'XX000',
      'only accepts IAM_ROLE',
    ],
    ["COPY staging FROM 's3://b/k' PARQUET", '42601', 'CREDENTIALS argument is required'],
    [`${copy} SOMETHING`, '42601', 'at or near "SOMETHING"'],
    [`${copy} ACCEPTINVCHARS 'ab'`, '42601', 'syntax error'],
    [`COPY staging (a,) FROM 's3://b/k'`, '42601', 'syntax error'],
    [`COPY staging 's3://b/k'`, '42601', 'syntax error'],
    // the stand-in's own limits
    [`COPY staging FROM 's3://b/k' IAM_ROLE '${role}' CSV`, '42601', 'syntax error'],
    [
      `COPY staging FROM 's3://b/k' IAM_ROLE '${role}' FORMAT CSV`,
      '0A000',
      'does not imitate COPY of anything but FORMAT AS PARQUET',
    ],
    [`${copy} EXPLICIT_IDS`, '0A000', 'does not imitate COPY with EXPLICIT_IDS'],
    [`COPY staging FROM 'dynamodb://t' IAM_ROLE '${role}' PARQUET`, '0A000', 'does not imitate'],
  ])('%s', (sql, code, words) => {
    expect(judge(sql)).toEqual({
      kind: 'refuse',
      error: expect.objectContaining({ code, message: expect.stringContaining(words) }),
    });
  });

  test.each(refusedForParquet)('for Parquet: %s', (parameter) => {
    const words = `${parameter.toUpperCase()} argument is not supported for PARQUET based COPY`;
    expect(judge(`${copy} ${parameter}`)).toMatchObject({ error: { message: words } });
  });
});
