import { OutsideError, passingNetworkCodes } from '@cdr/worker';
import pg from 'pg';

/** Trouble with the warehouse. */
export class WarehouseError extends OutsideError {
  override name = 'WarehouseError';
}

// SQLSTATE classes and codes, and system errors, that pass by themselves. Source: PostgreSQL's appendix "Error Codes".
const passingClasses = new Set(['08', '40', '53', '57', '58']);
const passingCodes = new Set<string>([
  '25P03', // idle in transaction for too long
  '55P03', // lock not available in time
  ...passingNetworkCodes,
]);
const lasting = new Set(['53100']); // disk full: waiting does not help, a person does

const signIn = 'check WAREHOUSE_URL and WAREHOUSE_PASSWORD';
const setUp = 'run "npm run setup", which adds what is missing';

/** What a person does about errors that do not pass. */
const advice: Record<string, string> = {
  '28000': signIn,
  '28P01': signIn,
  '3D000': 'create the database, or correct WAREHOUSE_URL',
  '3F000': setUp,
  '42P01': setUp,
  '42703': setUp,
  '42501': 'grant the user of WAREHOUSE_URL what it lacks on schema telecom',
  '53100': 'make room on the warehouse',
};

/** An error of the driver as one of ours; errors that are none of the driver's stay what they are. */
export function toWarehouseError(doing: string, error: unknown): unknown {
  if (!isDrivers(error)) return error;
  const { code, message } = error as Error & { code?: string };
  // The driver gives no code to a connection that ended under it, or that did not answer in time.
  if (code === undefined) return told(doing, message, 'CONNECTION_LOST', true);
  const isPassing = passingClasses.has(code.slice(0, 2)) || passingCodes.has(code);
  const isSqlState = error instanceof pg.DatabaseError;
  // Only what the server says has classes: EPERM and the like are five characters long too.
  const retriable = !lasting.has(code) && (isSqlState ? isPassing : passingCodes.has(code));
  return told(doing, message || code, code, retriable);
}

// The driver throws the server's errors, the system's (several in one when a host has several addresses), and plain ones.
function isDrivers(error: unknown): error is Error {
  if (!(error instanceof Error) || error instanceof OutsideError) return false;
  return [pg.DatabaseError, Error, AggregateError].some((kind) => error.constructor === kind);
}

// Without the cause: the server's detail and context quote values, and a log has no place for a caller's number.
function told(doing: string, message: string, code: string, retriable: boolean): WarehouseError {
  const what = code.startsWith('22') ? `the warehouse refuses a value (SQLSTATE ${code})` : message;
  return new WarehouseError(`${doing}: ${what}${advice[code] ? `; ${advice[code]}` : ''}`, code, retriable);
}
