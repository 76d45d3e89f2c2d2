import { hash } from 'node:crypto';
import type { CallRecord, CanonicalRecord } from './call-record.ts';
import { businessColumns } from './columns.ts';

// The accepted fields hold no NUL, so it separates them without doubt.
const separator = '\0';

/**
 * Identity of a call: the source's own, else the first 128 bits of SHA-256 over caller, 0x00, receiver, 0x00, start;
 * lower-case hex. Two records of one call share it whatever else they say.
 */
export function callId(
  record: Pick<CallRecord, 'call_id' | 'caller_id' | 'receiver_id' | 'start_datetime'>,
): string {
  if (record.call_id !== undefined) return record.call_id;
  const text = record.caller_id + separator + record.receiver_id + separator + record.start_datetime;
  return hash('sha256', text, 'hex').slice(0, 32);
}

/**
 * Identity of a call's content: the first 64 bits of SHA-256 over name, 0x00, value, 0x00 of each business field in
 * column order, absent ones left out, so that a field added later changes no old fingerprint. The amount must be in
 * its canonical form, a string with two places.
 */
export function fingerprint(record: CanonicalRecord): string {
  let text = '';
  for (const { name } of businessColumns) {
    const value = record[name] as string | number | undefined;
    if (value !== undefined) text += name + separator + String(value) + separator;
  }
  return hash('sha256', text, 'hex').slice(0, 16);
}
