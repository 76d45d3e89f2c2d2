import { Stop } from '@cdr/worker';
import { StoreError } from '../staging/object-store.ts';
import { WarehouseError } from './warehouse.ts';

// SQLSTATE classes and codes, and system errors, that pass by themselves. Source: PostgreSQL's appendix "Error Codes".
const passingClasses = new Set(['08', '40', '53', '57', '58']);
const passingCodes = new Set([
  '25P03', // idle in transaction for too long
  '55P03', // lock not available in time
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);
const lasting = new Set(['53100']); // disk full: waiting does not help, a person does

/** An error of the driver as one of ours. */
export function toWarehouseError(doing: string, error: unknown): Error {
  if (error instanceof WarehouseError || error instanceof StoreError || error instanceof Stop) return error;
  const { code, message } = error as Error & { code?: string };
  // The driver gives no code to a connection that ended under it or did not come about in time.
  const lost = code === undefined;
  const passing =
    lost || ((passingClasses.has(code.slice(0, 2)) || passingCodes.has(code)) && !lasting.has(code));
  return new WarehouseError(`${doing}: ${message}`, code ?? 'CONNECTION_LOST', passing, { cause: error });
}
