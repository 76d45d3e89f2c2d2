import { expect, test } from '@jest/globals';
import { tellReason } from './copy-reasons.ts';

const url = 'https://s3.us-east-1.amazonaws.com/staging/telecom_data/batch_id%3Db1/part-00001.parquet';

test.each([
  [
    `The length of the data column caller_name is longer than the length defined in the table. Table: 256, Data: 300, File name: ${url}`,
    'The length of the data column caller_name is longer than the length defined in the table. Table: 256, Data: 300',
  ],
  [
    `File '${url}' has an incompatible Parquet schema for column 's3://staging/telecom_data.call_duration'. Column type: INT, Parquet schema: optional int64 call_duration [i:6 d:1 r:0]`,
    'incompatible Parquet schema for column: the table has INT, the file optional int64',
  ],
  [
    `String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: ef bf bf (error 7), Column: caller_name`,
    'String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: ef bf bf (error 7)',
  ],
  ['Invalid digit, Value "Ada", Pos 0, Type: Decimal      ', 'Invalid digit'],
])('what is known to quote nobody is told: %s', (words, told) => {
  expect(tellReason(words)).toBe(told);
});

test.each(["Value 'Sean O'Brien' is too odd", 'call of 914-555-1234 refused', 'Ada Lovelace'])(
  'all else is not: %s',
  (words) => {
    expect(tellReason(words)).toBe('for a reason that may quote the record, and is not told here');
  },
);
