import { expect, test } from '@jest/globals';
import { isNotFound, toStoreError } from './s3-error.ts';

function sdk(name: string, status?: number, code?: string, message = 'words'): Error {
  const error = Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
  return code === undefined ? error : Object.assign(error, { code });
}

test.each([
  ['a refused connection', sdk('Error', undefined, 'ECONNREFUSED'), true],
  ['a time-out', sdk('TimeoutError'), true],
  ['a server error', sdk('InternalError', 500), true],
  ['SlowDown', sdk('SlowDown', 503), true],
  ['throttling', sdk('Throttled', 429), true],
  ['a missing bucket', sdk('NoSuchBucket', 404), false],
  ['wrong keys', sdk('SignatureDoesNotMatch', 403), false],
  ['a full scratch disk', sdk('Error', undefined, 'ENOSPC'), false],
])('%s', (_, error, retriable) => {
  expect(toStoreError('reading k', error)).toMatchObject({
    retriable,
    message: expect.stringMatching(/^reading k: /),
  });
});

test.each([
  [sdk('NoSuchBucket', 404), /npm run setup.*S3_BUCKET/],
  [sdk('NotFound', 404), /npm run setup.*S3_BUCKET/],
  [sdk('InvalidAccessKeyId', 403), /S3_ACCESS_KEY_ID/],
  [sdk('403', 403), /S3_ACCESS_KEY_ID/],
  [sdk('PermanentRedirect', 301), /S3_REGION/],
])('an error for a person says what to do', (error, advice) => {
  expect(toStoreError('x', error).message).toMatch(advice);
});

test('an answer without words is told by its code or name', () => {
  expect(toStoreError('x', sdk('AggregateError', undefined, 'ECONNREFUSED', '')).message).toBe(
    'x: ECONNREFUSED',
  );
  expect(toStoreError('x', sdk('NotFound', 404, undefined, 'UnknownError')).message).toMatch(
    /^x: NotFound; /,
  );
});

test('only an object that is not there is not found', () => {
  expect(isNotFound(toStoreError('reading k', sdk('NoSuchKey', 404)))).toBe(true);
  expect(isNotFound(toStoreError('reading k', sdk('NoSuchBucket', 404)))).toBe(false);
  expect(isNotFound(sdk('NoSuchKey', 404))).toBe(false);
});
