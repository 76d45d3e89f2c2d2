import { type Client, readRedshiftFault, toWarehouseError, WarehouseError } from '@cdr/warehouse';
import { Failure, type Found } from './check.ts';
import { copyNothing, createCopyTest } from './statements.ts';

/**
 * Whether Redshift reads the bucket by its IAM role: that it says that there is nothing under a prefix shows that it has
 * looked. Nothing is written.
 * @throws Failure
 */
export async function findCopyAccess(client: Client, bucket: string, role: string): Promise<Found> {
  const found = { tells: `Redshift lists ${bucket} by this role`, version: null };
  try {
    await client.query(createCopyTest);
    await client.query(copyNothing(bucket, role));
    return found;
  } catch (error) {
    if (isNothingFound(error)) return found;
    const told = toWarehouseError('trying COPY by this role', error);
    throw told instanceof WarehouseError ? new Failure(told.message) : told;
  }
}

// Redshift's number for all that has to do with S3, so that its words decide.
function isNothingFound(error: unknown): boolean {
  const { message, detail } = error as { message: string; detail?: string };
  const { number, s3 } = readRedshiftFault(message, detail);
  return number === '8001' && s3 === null && /prefix .*does not exist/i.test(message);
}
