import {
  callId,
  type CallRecord,
  type CanonicalRecord,
  type CleanTail,
  fingerprint,
  printAmount,
  readAmount,
} from '@cdr/call-record';
import { type KafkaRecord, withoutPrefix } from '@cdr/kafka';
import type { Content } from './checksum.ts';
import type { TableRow } from './ledger/ledger.ts';

// What raw, clean and the table say, in one form. Each is taken from its own fields: a fingerprint that the record says
// itself is believed by nobody, so a field that was changed on the way, or where it stands, shows.

/** What a record of raw says; null when no call can be made of it. */
export function contentOfRaw(partition: number, { offset, timestamp, value }: KafkaRecord): Content | null {
  const call = parseCall(withoutPrefix(value));
  if (call === null) return null;
  const cents = centsOf(call);
  const print = fingerprint({ ...call, total_amount: cents === null ? '' : printAmount(Math.max(0, cents)) });
  return {
    partition,
    rawOffset: offset,
    callId: callId(call),
    start: startOf(call),
    fingerprint: print,
    ingestedAt: timestamp,
    cents: cents ?? 0,
  };
}

/** What a clean record says that ends in this tail. */
export function contentOfClean(
  { call_id: id, fingerprint: stored, ingested_at, raw_partition, raw_offset }: CleanTail,
  value: Buffer,
): Content {
  const call = parseCall(value);
  return {
    partition: raw_partition,
    rawOffset: raw_offset,
    callId: id,
    start: call === null ? '' : startOf(call),
    fingerprint: call === null ? `none as ${stored}` : printOf(call, stored),
    ingestedAt: ingested_at,
    cents: call === null ? 0 : (centsOf(call) ?? 0),
  };
}

/** What a row of the table says. */
export function contentOfRow(row: TableRow): Content {
  const { partition, rawOffset, callId: id, fingerprint: stored, ingestedAt, call } = row;
  return {
    partition,
    rawOffset,
    callId: id,
    start: startOf(call),
    fingerprint: printOf(call, stored),
    ingestedAt,
    cents: centsOf(call) ?? 0,
  };
}

function printOf(call: CallRecord, stored: string): string {
  const own = fingerprint(call as CanonicalRecord);
  return own === stored ? own : `${own} as ${stored}`;
}

function parseCall(value: Buffer | null): CallRecord | null {
  try {
    const parsed: unknown = JSON.parse(String(value));
    return typeof parsed === 'object' && parsed !== null ? (parsed as CallRecord) : null;
  } catch {
    return null;
  }
}

function startOf({ start_datetime: start }: Partial<CallRecord>): string {
  return typeof start === 'string' ? start : '';
}

function centsOf({ total_amount: amount }: CallRecord): number | null {
  const read = readAmount(amount);
  return 'cents' in read ? read.cents : null;
}
