import { stagingColumns } from './statements.ts';

/** What COPY is told of a batch. */
export interface CopySource {
  /** `s3://bucket/key` of the manifest. */
  manifestUrl: string;
  /** An ARN, several with commas where one assumes the next, or `default`. */
  role: string;
}

// S3's rules for names of buckets; keys are the loader's own.
const manifestUrls = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[\w=./-]+$/;
const roles = /^[\w+=,.@:/-]+$/;

/**
 * Redshift's COPY of a batch into its staging table. COPY takes no parameters, so what goes into its text is held to the
 * characters that such names have. A list of columns, so that files are loaded into these and no others; no statistics, as the
 * table lives for one load. Source: "COPY from columnar data formats".
 * @throws when a name has other characters
 */
export function copyStatement({ manifestUrl, role }: CopySource): string {
  if (!manifestUrls.test(manifestUrl))
    throw new Error(`${manifestUrl} is no place that COPY can be given: correct S3_BUCKET`);
  if (!roles.test(role)) throw new Error('REDSHIFT_COPY_ROLE is no role that COPY can be given');
  const by = role === 'default' ? 'default' : `'${role}'`;
  return `COPY staging (${stagingColumns}) FROM '${manifestUrl}' IAM_ROLE ${by} FORMAT AS PARQUET MANIFEST STATUPDATE OFF`;
}

/** How many rows the session's last COPY brought. */
export const selectCopyCount = 'SELECT pg_last_copy_count() AS copied';
