import { OutsideError } from '@cdr/worker';

/** The port to S3: one bucket, whole objects. */
export interface ObjectStore {
  /** `s3://bucket/key`. */
  url(key: string): string;
  /** @throws StoreError */
  put(key: string, body: string | Uint8Array): Promise<void>;
  /** An object's bytes as they arrive. Reading them throws StoreError. */
  bytes(key: string): AsyncIterable<Uint8Array>;
  /** A whole object as text. @throws StoreError */
  read(key: string): Promise<string>;
  /** @throws StoreError when the bucket cannot be used. */
  check(): Promise<void>;
  /** Cuts every connection; a request under way fails. */
  close(): void;
}

/** An object as a listing tells it. */
export interface StoredObject {
  key: string;
  bytes: number;
  /** Epoch ms. */
  modifiedAt: number;
}

/** Reads what is there, without opening it. */
export interface ObjectListing {
  /** Every object whose key begins with `prefix`, in the order of their keys; reading on throws StoreError. */
  list(prefix: string): AsyncIterable<StoredObject>;
}

/** Takes away what nobody needs any more. */
export interface ObjectRemoval {
  /** Resolves also when there is no such object. @throws StoreError */
  remove(key: string): Promise<void>;
}

/** Trouble with S3. */
export class StoreError extends OutsideError {
  override name = 'StoreError';
}
