/** What an error of a warehouse means for what was being done. */
export type Fate =
  /** It passes by itself: try again. */
  | 'passes'
  /** It is about rows, so others may be taken. */
  | 'rows'
  /** Waiting does not help: a person must look. */
  | 'person';

export interface Meaning {
  fate: Fate;
  /** What a person does about it. */
  todo?: string;
}

const signIn = 'check WAREHOUSE_URL and WAREHOUSE_PASSWORD';
const setUp = 'run "npm run setup", which adds what is missing';
const grant = 'grant the user of WAREHOUSE_URL what it lacks on schema telecom';
const room = 'make room on the warehouse';
const readsBucket =
  'let the role of REDSHIFT_COPY_ROLE read the bucket (s3:GetObject on telecom_data/*, s3:ListBucket), and its KMS key if it has one';
const region = 'put bucket and warehouse into one Region: COPY of Parquet reads from no other';
const assume =
  'attach the role of REDSHIFT_COPY_ROLE to the cluster or workgroup, and let redshift.amazonaws.com and redshift-serverless.amazonaws.com assume it';
const manifest =
  'somebody changed the manifest on S3, for the loader writes all of it: find out who; the batch begins anew at the next start';
const removed =
  'somebody or a lifecycle rule removed it: find out who, and let staged batches live a day at least';

/**
 * The one table of codes. SQLSTATE by class (two characters) or code (five; source: PostgreSQL's appendix "Error
 * Codes"), Redshift's own numbers as `redshift:…`, and what S3 answered Redshift as `s3:…` (S3's "Error responses").
 */
export const meanings: Readonly<Record<string, Meaning>> = {
  '08': { fate: 'passes' },
  '22': { fate: 'rows' },
  '40': { fate: 'passes' },
  '53': { fate: 'passes' },
  '57': { fate: 'passes' },
  '58': { fate: 'passes' },
  '23502': { fate: 'rows' }, // null in a column that must not be
  '25P03': { fate: 'passes' }, // idle in transaction for too long
  '28000': { fate: 'person', todo: signIn },
  '28P01': { fate: 'person', todo: signIn },
  '3D000': { fate: 'person', todo: 'create the database, or correct WAREHOUSE_URL' },
  '3F000': { fate: 'person', todo: setUp },
  '42501': { fate: 'person', todo: grant },
  '42703': { fate: 'person', todo: setUp },
  '42P01': { fate: 'person', todo: setUp },
  '53100': { fate: 'person', todo: room }, // waiting does not empty a disk
  '55P03': { fate: 'passes' }, // lock not available in time

  'redshift:1016': { fate: 'person', todo: room }, // disk full
  'redshift:1018': { fate: 'passes' }, // a relation was changed while it was used
  'redshift:1020': { fate: 'passes' }, // the system has ended the query, as WLM does
  'redshift:1023': { fate: 'passes' }, // serializable isolation violation
  // "Load error reference", all of 1200 to 1299: a value out of range, a missing one, invalid characters, a text too long.
  'redshift:12': { fate: 'rows' },
  'redshift:8007': { fate: 'rows' }, // null in a column that must not be, found behind Spectrum
  // Spectrum's reader of Parquet: type or length of a column; what is said of a whole file is found out by trying rows.
  'redshift:15001': { fate: 'rows' },
  'redshift:15005': { fate: 'passes' }, // the connection to Spectrum failed
  'redshift:15007': { fate: 'rows' },
  'redshift:8001': { fate: 'person', todo: readsBucket },
  'redshift:15003': { fate: 'person', todo: manifest }, // an entry of the manifest
  'redshift:30000': { fate: 'person', todo: assume },

  's3:AccessDenied': { fate: 'person', todo: readsBucket },
  's3:AuthorizationHeaderMalformed': { fate: 'person', todo: region },
  's3:PermanentRedirect': { fate: 'person', todo: region },
  's3:NoSuchBucket': { fate: 'person', todo: 'create the bucket with "npm run setup", or correct S3_BUCKET' },
  's3:NoSuchKey': { fate: 'person', todo: removed },
  's3:InternalError': { fate: 'passes' },
  's3:ServiceUnavailable': { fate: 'passes' },
  's3:SlowDown': { fate: 'passes' },
  's3:RequestTimeout': { fate: 'passes' },
};

const unknown: Meaning = { fate: 'person' };

/** What the first of these keys means that the table has. */
export function meaningOf(keys: readonly string[]): Meaning {
  return keys.map((key) => meanings[key]).find((meaning) => meaning !== undefined) ?? unknown;
}
