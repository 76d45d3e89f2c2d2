export { batchFolder, stagedBatches } from './batch-folder.ts';
export {
  type ObjectListing,
  type ObjectRemoval,
  type ObjectStore,
  StoreError,
  type StoredObject,
} from './object-store.ts';
export { isNotFound } from './s3-error.ts';
export { openS3, type S3Options, usualAnswerMs } from './s3.ts';
