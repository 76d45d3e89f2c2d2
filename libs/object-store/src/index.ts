export { type ObjectStore, StoreError } from './object-store.ts';
export { openS3, type S3Options } from './s3.ts';
