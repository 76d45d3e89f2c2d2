import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { ObjectListing, ObjectRemoval, ObjectStore, StoreError } from './object-store.ts';
import { toStoreError } from './s3-error.ts';

/** How long S3 may take to answer a request, ms, unless somebody asks for less; the SDK then repeats it once. */
export const usualAnswerMs = 30_000;

export interface S3Options {
  bucket: string;
  region: string;
  /** For S3-compatible servers; AWS's own endpoint without it. */
  endpoint: string | undefined;
  /** The AWS SDK's own chain (environment, profile, role) without it. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** How long to wait for an answer, ms; half a minute without it. */
  answerWithinMs?: number;
}

/** S3 through the AWS SDK, or any server that speaks its protocol. */
export function openS3({
  bucket,
  region,
  endpoint,
  credentials,
  answerWithinMs = usualAnswerMs,
}: S3Options): ObjectStore & ObjectListing & ObjectRemoval {
  const client = new S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(credentials !== undefined && { credentials }),
    maxAttempts: 2, // our own loop retries for ever, and says so
    requestHandler: {
      connectionTimeout: 3_000,
      socketTimeout: answerWithinMs,
      requestTimeout: answerWithinMs,
      throwOnRequestTimeout: true, // without it the SDK only warns of a server that does not answer
    },
  });

  // Destroying the client ends idle connections only.
  const closed = new AbortController();
  const { signal: abortSignal } = closed;

  async function ask<T>(doing: string, question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw told(doing, error);
    }
  }

  function told(doing: string, error: unknown): StoreError {
    return toStoreError(`${doing} (bucket ${bucket})`, error);
  }

  async function get(key: string) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal });
    return Body!;
  }

  return {
    url: (key) => `s3://${bucket}/${key}`,
    put: (key, body) =>
      ask(`writing ${key}`, async () => {
        const bytes = Buffer.from(body);
        const put = { Bucket: bucket, Key: key, Body: bytes, ContentLength: bytes.length };
        await client.send(new PutObjectCommand(put), { abortSignal });
      }),
    async *bytes(key) {
      try {
        yield* (await get(key)) as Readable;
      } catch (error) {
        throw told(`reading ${key}`, error);
      }
    },
    read: (key) => ask(`reading ${key}`, async () => (await get(key)).transformToString()),
    async *list(prefix) {
      try {
        const asked = { Bucket: bucket, Prefix: prefix };
        for await (const page of paginateListObjectsV2({ client }, asked, { abortSignal })) {
          for (const { Key, Size, LastModified } of page.Contents ?? [])
            yield { key: Key!, bytes: Size!, modifiedAt: LastModified!.getTime() };
        }
      } catch (error) {
        throw told(`listing ${prefix}`, error);
      }
    },
    remove: (key) =>
      ask(`removing ${key}`, async () => {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }), { abortSignal });
      }),
    check: () =>
      ask('looking for the bucket', async () => {
        await client.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal });
      }),
    close: () => {
      closed.abort();
      client.destroy();
    },
  };
}
