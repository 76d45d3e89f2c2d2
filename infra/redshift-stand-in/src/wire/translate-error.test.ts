import { expect, test } from '@jest/globals';
import { byteLimitName } from '../sql/column-definition.ts';
import { translateError } from './translate-error.ts';

// aws/aws-sdk-pandas issue 665, snowplow/snowplow-rdb-loader issue 557
test('a serialization failure is 1023', () => {
  expect(translateError({ C: '40001', M: 'could not serialize access due to concurrent update' })).toEqual({
    code: 'XX000',
    message: '1023',
    detail: expect.stringMatching(
      /^Serializable isolation violation on table - \d+, transactions forming the cycle are: /,
    ),
  });
});

test('a text that is too long in bytes is told as one that is too long', () => {
  const fields = {
    C: '23514',
    M: 'violates check constraint',
    n: byteLimitName('name', 20),
    D: 'Failing row contains (Ada).',
  };
  expect(translateError(fields)).toEqual({
    code: '22001',
    message: 'value too long for type character varying(20)',
  });
});

test('a null is told without the row', () => {
  const told = translateError({
    C: '23502',
    M: 'null value',
    c: 'call_id',
    D: 'Failing row contains (Ada, null).',
  });
  expect(told).toMatchObject({ code: 'XX000', message: 'Cannot insert a NULL value into column call_id' });
  expect(JSON.stringify(told)).not.toContain('Ada');
});

test.each(['40P01', '42P01', '57014', '22003'])('%s stays', (code) => {
  expect(translateError({ C: code, M: 'm' })).toBeNull();
});
