/** What every key of a staged batch begins with. */
export const stagedBatches = 'telecom_data/batch_id=';

/** Where a batch lies in its bucket, without a slash at the end. */
export function batchFolder(batchId: string): string {
  return `${stagedBatches}${batchId}`;
}
