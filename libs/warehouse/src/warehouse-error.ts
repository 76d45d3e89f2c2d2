import { OutsideError, passingNetworkCodes } from '@cdr/worker';
import pg from 'pg';
import { type Fate, type Meaning, meaningOf } from './fates.ts';
import { readRedshiftFault } from './redshift-fault.ts';

/** Trouble with the warehouse. */
export class WarehouseError extends OutsideError {
  override name = 'WarehouseError';
  /** It refuses rows, so others may be taken. */
  readonly aboutRows: boolean;

  constructor(message: string, code: string, retriable: boolean, aboutRows = false) {
    super(message, code, retriable);
    this.aboutRows = aboutRows;
  }
}

/** The driver's own patience ended, whatever the server does. */
export const queryTimeout = 'QUERY_TIMEOUT';

const passingSystemCodes = new Set<string>(passingNetworkCodes);

const untrusted =
  'if it is the right server, set NODE_EXTRA_CA_CERTS to the file of the authority that signed its certificate';

/** What a person does about errors of the system that do not pass. */
const systemAdvice: Record<string, string> = {
  ENOSPC: 'make room on the disk of this process',
  // OpenSSL's names for a certificate that does not hold.
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_HAS_EXPIRED: 'renew the certificate of the warehouse',
  ERR_TLS_CERT_ALTNAME_INVALID: 'name the host in WAREHOUSE_URL as its certificate does',
};

/** What the driver says in words alone, and what that means; it gives these errors no code. */
const driverWords: readonly ({ says: RegExp; code: string } & Meaning)[] = [
  { says: /^Query read timeout/, code: queryTimeout, fate: 'passes' },
  {
    says: /^Connection terminated|^timeout expired|is not queryable|^connections are cut/,
    code: 'CONNECTION_LOST',
    fate: 'passes',
  },
  {
    says: /does not support SSL/,
    code: 'NO_TLS',
    fate: 'person',
    todo: 'switch TLS on at the warehouse, or add ?sslmode=disable to WAREHOUSE_URL where nobody listens in',
  },
  { says: /^SASL: .*password must be/, code: 'NO_PASSWORD', fate: 'person', todo: 'set WAREHOUSE_PASSWORD' },
];

/** An error of the driver as one of ours; errors that are none of the driver's stay what they are. */
export function toWarehouseError(doing: string, error: unknown): unknown {
  if (!isDrivers(error)) return error;
  const { code, message } = error as Error & { code?: string };
  if (code === undefined) {
    const known = driverWords.find(({ says }) => says.test(message));
    // What nobody knows may be a fault of ours: to try it for ever would hide it.
    return told(doing, message, known?.code ?? 'UNKNOWN', known ?? { fate: 'person' });
  }
  if (error instanceof pg.DatabaseError) return toldByServer(doing, error, code);
  const fate = passingSystemCodes.has(code) ? 'passes' : 'person';
  const todo = systemAdvice[code];
  return told(doing, message || code, code, { fate, ...(todo !== undefined && { todo }) });
}

// What Redshift gives no SQLSTATE of PostgreSQL's.
const internalError = 'XX000';

function toldByServer(
  doing: string,
  { message, detail }: pg.DatabaseError,
  sqlState: string,
): WarehouseError {
  const { number, s3 } = readRedshiftFault(message, detail);
  const keys = [
    s3 && `s3:${s3}`,
    ...(number === null
      ? []
      : [`redshift:${number}`, number.length === 4 ? `redshift:${number.slice(0, 2)}` : null]),
    sqlState,
    sqlState.slice(0, 2),
  ];
  const meaning = meaningOf(keys.filter((key) => key !== null));
  const code = sqlState === internalError && number !== null ? `redshift:${number}` : sqlState;
  // The server quotes values in what it says of rows.
  const what =
    meaning.fate === 'rows' ? `the warehouse refuses a value (${sayCode(number, sqlState)})` : message;
  return told(doing, what, code, meaning);
}

function sayCode(number: string | null, sqlState: string): string {
  return number === null ? `SQLSTATE ${sqlState}` : `Redshift's error ${number}`;
}

// The driver throws the server's errors, the system's (several in one when a host has several addresses), and plain ones.
function isDrivers(error: unknown): error is Error {
  if (!(error instanceof Error) || error instanceof OutsideError) return false;
  return [pg.DatabaseError, Error, AggregateError].some((kind) => error.constructor === kind);
}

// Without the cause: the server's detail and context quote values, and a log has no place for a caller's number.
function told(doing: string, what: string, code: string, { fate, todo }: Meaning): WarehouseError {
  const is = (one: Fate) => fate === one;
  const message = `${doing}: ${what}${todo === undefined ? '' : `; ${todo}`}`;
  return new WarehouseError(message, code, is('passes'), is('rows'));
}
