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

/** An error of the driver as one of ours; errors that are none of the driver's stay what they are. */
export function toWarehouseError(doing: string, error: unknown): unknown {
  if (!isDrivers(error)) return error;
  const { code, message } = error as Error & { code?: string };
  // The driver gives no code to a connection that ended under it, or that did not answer in time.
  if (code === undefined) return told(doing, message, 'CONNECTION_LOST', { fate: 'passes' });
  if (error instanceof pg.DatabaseError) return toldByServer(doing, error, code);
  const fate = passingSystemCodes.has(code) ? 'passes' : 'person';
  const todo = systemAdvice[code];
  return told(doing, message || code, code, { fate, ...(todo !== undefined && { todo }) });
}

function toldByServer(
  doing: string,
  { message, detail }: pg.DatabaseError,
  sqlState: string,
): WarehouseError {
  const { number, s3 } = readRedshiftFault(message, detail);
  const keys = [s3 && `s3:${s3}`, number && `redshift:${number}`, sqlState, sqlState.slice(0, 2)];
  const meaning = meaningOf(keys.filter((key) => key !== null));
  const code = number === null ? sqlState : `redshift:${number}`;
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
