import type { ServerFault } from '../redshift-error.ts';

// What COPY says when it fails. Where a public thread shows the words, it is named; the others are in its manner.

const worker = { location: 'dory_util.cpp:1426', process: 'worker_thread [pid=12345]' };
const leader = { context: '', process: 'padbmaster [pid=12345]' };

function spectrum(code: number, context: string): ServerFault {
  return { code, error: 'Spectrum Scan Error', context, ...worker };
}

function s3(code: number, error: string, context = ''): ServerFault {
  return { ...leader, code, error, context, location: 's3_utility.cpp:655' };
}

/** Faults of a COPY, by what is wrong. */
export const faults = {
  // rudderlabs/rudder-server pull request 3178.
  columnCount: (table: number, data: number, file: string) =>
    spectrum(
      15007,
      `Unmatched number of columns between table and file. Table columns: ${table}, Data columns: ${data}, File name: ${file}`,
    ),
  // aws/amazon-redshift-python-driver issue 107.
  schema: (file: string, column: string, type: string, parquet: string) =>
    spectrum(
      15007,
      `File '${file}' has an incompatible Parquet schema for column '${column}'. Column type: ${type}, Parquet schema: ${parquet}`,
    ),
  // G-Research/ParquetSharp issue 252.
  typeLength: (file: string, column: string, expected: number, found: number) =>
    spectrum(
      15001,
      `File '${file}' column '${column}' has an invalid type length. Expecting: ${expected} len in file: ${found}`,
    ),
  // aws/aws-sdk-pandas issue 280, which shows 15001; 15007 since.
  tooLong: (column: string, table: number, data: number, file: string) =>
    spectrum(
      15007,
      `The length of the data column ${column} is longer than the length defined in the table. Table: ${table}, Data: ${data}, File name: ${file}`,
    ),
  // The words of a refused INSERT; COPY from Parquet inserts what Spectrum scans.
  nullValue: (column: string): ServerFault => ({
    code: 8007,
    error: `Cannot insert a NULL value into column ${column}`,
    context: 'query execution',
    location: 'column:1',
    process: 'query0_28 [pid=12345]',
  }),
  // Documentation, "Multibyte character load errors".
  character: (column: string, hex: string, file: string) =>
    spectrum(
      15007,
      `String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: ${hex} (error 6), Column: ${column}, File name: ${file}`,
    ),
  invalidUtf8: (file: string) =>
    spectrum(15007, `String contains invalid or unsupported UTF-8 codepoints, File name: ${file}`),
  charNotAscii: (column: string, file: string) =>
    spectrum(
      15007,
      `Multibyte character not supported for CHAR (Hint: Try using VARCHAR), Column: ${column}, File name: ${file}`,
    ),
  notParquet: (file: string) => spectrum(15001, `File '${file}' has an invalid version number`),
  damaged: (file: string) => spectrum(15001, `File '${file}' could not be read: it is damaged or cut short`),
  // awslabs/aws-lambda-redshift-loader issue 223.
  shorterThanManifest: (file: string) =>
    spectrum(
      15001,
      `Error: HTTP response error code: 416 Message: InvalidRange The requested range is not satisfiable, File name: ${file}`,
    ),
  // awslabs/aws-lambda-redshift-loader pull request 221.
  manifestMeta: (): ServerFault => ({
    ...leader,
    code: 15003,
    error: "File entry does not have 'meta' key.",
    location: 'spectrum_manifest.cpp:204',
  }),
  manifestLength: (): ServerFault => ({
    ...leader,
    code: 15003,
    error: "File entry does not have 'content_length' key in 'meta'.",
    location: 'spectrum_manifest.cpp:204',
  }),
  manifestFormat: () => s3(8001, 'Manifest file is not in correct json format'),
  manifestUrl: () => s3(8001, 'Manifest file has an entry whose url is not a full S3 key'),
  manifestEmpty: () => s3(8001, 'No file that the manifest lists exists'),
  // databricks/spark-redshift issue 136.
  manifestMissing: () =>
    s3(
      8001,
      'Problem reading manifest file - S3ServiceException:The specified key does not exist.,Status 404,Error NoSuchKey,Rid 0,ExtRid 0,CanRetry 1',
    ),
  // PostHog/posthog pull request 61603.
  manifestForbidden: () => s3(8001, 'COPY with MANIFEST parameter requires full path of an S3 object.'),
  prefixMissing: (prefix: string) => s3(8001, `The specified S3 prefix '${prefix}' does not exist`),
  // embulk/embulk-output-jdbc issue 85, aws-samples/aws-redshift-spectrum-poc issue 3.
  s3Error: (message: string, status: number, name: string, key: string) =>
    s3(
      8001,
      `S3ServiceException:${message},Status ${status},Error ${name},Rid 0,ExtRid 0,CanRetry 1`,
      `S3 key being read : ${key}`,
    ),
  role: (user: string, role: string): ServerFault => ({
    ...leader,
    code: 30000,
    error: `User arn:aws:redshift:us-east-1:123456789012:dbuser:redshift-stand-in/${user} is not authorized to assume IAM Role ${role}`,
    location: 'xen_aws_credentials_mgr.cpp:402',
  }),
  noDefaultRole: (): ServerFault => ({
    ...leader,
    code: 30000,
    error: 'The cluster has no default IAM role',
    location: 'xen_aws_credentials_mgr.cpp:402',
  }),
};

/** A COPY that fails, and at which file, column and row if it is for one of them. */
export class CopyFailure extends Error {
  override name = 'CopyFailure';
  readonly fault: ServerFault;
  readonly place: FaultPlace;

  constructor(fault: ServerFault, place: FaultPlace = {}) {
    super(fault.error);
    this.fault = fault;
    this.place = place;
  }
}

export interface FaultPlace {
  file?: string;
  column?: string;
  type?: string;
  length?: number;
  /** From 1. */
  row?: number;
}
