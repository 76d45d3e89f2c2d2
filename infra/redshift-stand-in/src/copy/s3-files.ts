import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ObjectStoreAccess } from '../options.ts';
import { CopyFailure, faults } from './faults.ts';

/** An object to load. */
export interface S3File {
  bucket: string;
  key: string;
  bytes: number;
}

/** The S3 that COPY reads. @throws CopyFailure when S3 refuses */
export interface S3Files {
  /** Every object whose key begins so. */
  list(bucket: string, prefix: string): Promise<S3File[]>;
  /** An object's size; null if there is none. */
  size(bucket: string, key: string): Promise<number | null>;
  /** An object's text; null if there is none. */
  text(bucket: string, key: string): Promise<string | null>;
  download(file: S3File, target: string, signal: AbortSignal): Promise<void>;
  /** How Redshift names an object in its errors and views. */
  https(file: Pick<S3File, 'bucket' | 'key'>): string;
  close(): void;
}

export function createS3Files({ endpoint, region, ...credentials }: ObjectStoreAccess): S3Files {
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 2 });

  async function ask<T>(place: { bucket: string; key: string }, question: Promise<T>): Promise<T> {
    try {
      return await question;
    } catch (error) {
      throw toFailure(error, `s3://${place.bucket}/${place.key}`);
    }
  }

  async function orNull<T>(question: Promise<T>): Promise<T | null> {
    try {
      return await question;
    } catch (error) {
      if (error instanceof S3ServiceException && ['NoSuchKey', 'NotFound'].includes(error.name)) return null;
      throw error;
    }
  }

  async function list(bucket: string, prefix: string): Promise<S3File[]> {
    const files: S3File[] = [];
    let token: string | undefined;
    do {
      const page = await ask(
        { bucket, key: prefix },
        client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token })),
      );
      for (const { Key, Size } of page.Contents ?? []) files.push({ bucket, key: Key!, bytes: Size ?? 0 });
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return files;
  }

  async function size(bucket: string, key: string): Promise<number | null> {
    const head = await ask(
      { bucket, key },
      orNull(client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))),
    );
    return head ? (head.ContentLength ?? 0) : null;
  }

  async function text(bucket: string, key: string): Promise<string | null> {
    const object = client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const got = await ask({ bucket, key }, orNull(object));
    return got ? ask({ bucket, key }, got.Body!.transformToString('utf-8')) : null;
  }

  async function download({ bucket, key }: S3File, target: string, signal: AbortSignal): Promise<void> {
    const object = client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
    const got = await ask({ bucket, key }, object);
    await ask({ bucket, key }, pipeline(got.Body as Readable, createWriteStream(target), { signal }));
  }

  function https({ bucket, key }: Pick<S3File, 'bucket' | 'key'>): string {
    return `https://s3.${region}.amazonaws.com/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  }

  return { list, size, text, download, https, close: () => client.destroy() };
}

function toFailure(error: unknown, key: string): unknown {
  if (!(error instanceof Error) || error.name === 'AbortError') return error;
  if (error instanceof S3ServiceException) {
    const status = error.$metadata.httpStatusCode ?? 500;
    return new CopyFailure(faults.s3Error(error.message || error.name, status, error.name, key));
  }
  const { code = error.name } = error as NodeJS.ErrnoException;
  return new CopyFailure(faults.s3Error('S3 does not answer', 500, code, key));
}
