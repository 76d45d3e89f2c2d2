import { queryTimeout, toWarehouseError, WarehouseError } from '@cdr/warehouse';

/** The gate was not free in time: another loader holds it. It passes by itself. */
export const gateHeld = 'GATE_HELD';

// PostgreSQL limits the wait for a lock, Redshift only how long a statement may take; and the driver is not patient for ever.
const waitedTooLong = new Set(['55P03', '57014', 'redshift:1020', queryTimeout]);

/** What failed while the gate was waited for, as what it means. */
export function toGateHeld(error: unknown): unknown {
  const told = toWarehouseError('waiting for telecom.load_gate', error);
  if (!(told instanceof WarehouseError && waitedTooLong.has(told.code))) return error;
  // Not by its own code: a statement that took too long would make the next batches smaller.
  return new WarehouseError(
    'another loader holds telecom.load_gate, and did not give it up in time',
    gateHeld,
    true,
  );
}
