import { type ObjectStore, type S3Options, StoreError } from '@cdr/object-store';
import { addressOf } from '@cdr/worker';
import { type Check, Failure, type Found } from './check.ts';
import { networkWords } from './network-words.ts';
import { speaksTls } from './probe-port.ts';

/** Whether the bucket is there for these keys. Nothing is written: that would leave a trace where the data is. */
export function checkBucket(
  store: Pick<ObjectStore, 'check'>,
  { bucket, region, endpoint }: S3Options,
): Check {
  const where = `${bucket} at ${endpoint ?? `S3 in ${region}`}`;
  return { part: 'bucket', where, run: () => ask(store, endpoint) };
}

async function ask(store: Pick<ObjectStore, 'check'>, endpoint: string | undefined): Promise<Found> {
  try {
    await store.check();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new Failure(await wordsFor(error, endpoint));
  }
  return { tells: 'is there for these keys (writing was not tried)', version: null };
}

async function wordsFor({ code, message }: StoreError, endpoint: string | undefined): Promise<string> {
  const setting = endpoint === undefined ? 'S3_REGION' : 'S3_ENDPOINT';
  if (endpoint?.startsWith('http:') && (await speaksTls(addressOf(endpoint, 80))))
    return 'the server speaks TLS, but S3_ENDPOINT says http. Begin it with https';
  // The SDK does not say whether it waited for a connection or for an answer.
  return networkWords(code === 'ETIMEDOUT' ? 'TimeoutError' : code, setting) ?? message;
}
