import { readAwsError } from '@cdr/worker';
import { StoreError } from './object-store.ts';

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
  const { code, name, status, words, passes } = readAwsError(error);
  const todo = passes ? undefined : (advice[name] ?? adviceByStatus[status]);
  return new StoreError(`${doing}: ${words}${todo ? `; ${todo}` : ''}`, code, passes, { cause: error });
}
