import { passingNetworkCodes } from '@cdr/worker';
import { StoreError } from './object-store.ts';

interface SdkError extends Error {
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

const passing = new Set<string>([
  ...passingNetworkCodes,
  'ERR_STREAM_PREMATURE_CLOSE',
  'TimeoutError',
  'AbortError', // we have cut it
  'RequestTimeout',
  'SlowDown',
]);

const keys = 'check S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or the role that the AWS SDK finds';
const place = 'check S3_BUCKET, S3_REGION and S3_ENDPOINT';

/** What a person does about errors that do not pass. */
const advice: Record<string, string> = {
  NoSuchBucket: 'create the bucket with "npm run setup", or correct S3_BUCKET',
  NotFound: 'create the bucket with "npm run setup", or correct S3_BUCKET',
  NoSuchKey:
    'somebody or a lifecycle rule removed it: find out who, and let staged batches live a day at least',
  InvalidAccessKeyId: keys,
  SignatureDoesNotMatch: keys,
  CredentialsProviderError: keys,
  ExpiredToken: keys,
  AccessDenied: `${keys}; it needs GetObject and PutObject on the bucket (ListBucket for the audit, DeleteObject for npm run sweep)`,
  PermanentRedirect: place,
  InvalidBucketName: place,
};
const adviceByStatus: Record<number, string> = { 301: place, 403: keys };

/** Whether S3 says that an object is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'NoSuchKey';
}

/** An error of the AWS SDK as one of ours; `doing` says what was being done. */
export function toStoreError(doing: string, error: unknown): StoreError {
  const { name, message, code, $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode ?? 0;
  const retriable = status >= 500 || status === 429 || passing.has(name) || passing.has(code ?? '');
  const todo = retriable ? undefined : (advice[name] ?? adviceByStatus[status]);
  // The SDK has no words of its own for an answer without a body.
  const what = message === '' || message === 'UnknownError' ? (code ?? name) : message;
  return new StoreError(`${doing}: ${what}${todo ? `; ${todo}` : ''}`, code ?? name, retriable, {
    cause: error,
  });
}
