import { type Client, readRedshiftFault, toWarehouseError, WarehouseError } from '@cdr/warehouse';
import { Failure, type Found } from './check.ts';

const nothingThere = 'telecom_data/connection-test-there-is-nothing-here';

/** A table to copy nothing into, and the COPY of nothing: of a prefix under which no object lies. */
export function copyNothing(bucket: string, role: string): string[] {
  const by = role === 'default' ? 'default' : `'${role}'`;
  return [
    'CREATE TEMP TABLE connection_test (nothing INTEGER)',
    `COPY connection_test FROM 's3://${bucket}/${nothingThere}' IAM_ROLE ${by} FORMAT AS PARQUET`,
  ];
}

/**
 * Whether Redshift reads the bucket by its IAM role: that it says that there is nothing under a prefix shows that it has
 * looked. Nothing is written.
 * @throws Failure
 */
export async function findCopyAccess(client: Client, bucket: string, role: string): Promise<Found> {
  const found = { tells: `Redshift lists ${bucket} by this role`, version: null };
  try {
    for (const statement of copyNothing(bucket, role)) await client.query(statement);
    return found;
  } catch (error) {
    if (isNothingFound(error)) return found;
    const told = toWarehouseError('COPY', error);
    throw told instanceof WarehouseError ? new Failure(told.message) : told;
  }
}

// Redshift's number for all that S3 answers; S3 gives no error when it lists nothing.
function isNothingFound(error: unknown): boolean {
  const { message, detail } = error as { message: string; detail?: string };
  const { number, s3 } = readRedshiftFault(message, detail);
  return number === '8001' && s3 === null;
}
