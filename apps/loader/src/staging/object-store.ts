import { OutsideError } from '../outside-error.ts';

/** The port to S3: one bucket, whole objects. */
export interface ObjectStore {
  /** `s3://bucket/key`. */
  url(key: string): string;
  /** @throws StoreError */
  put(key: string, body: string | Uint8Array): Promise<void>;
  /** Writes an object to a local file; resolves to its size in bytes. @throws StoreError, Stop when the disk is full */
  download(key: string, file: string): Promise<number>;
  /** @throws StoreError */
  read(key: string): Promise<string>;
  /** @throws StoreError when the bucket cannot be used. */
  check(): Promise<void>;
  /** Cuts every connection; a request under way fails. */
  close(): void;
}

/** Trouble with S3. */
export class StoreError extends OutsideError {
  override name = 'StoreError';
}
