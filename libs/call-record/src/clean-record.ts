import { columns } from './columns.ts';
import type { CanonicalRecord, CleanRecord, Lineage } from './call-record.ts';

/** What takeover and the loader need of a clean record, read from its fixed tail without parsing the rest. */
export interface CleanTail extends Lineage {
  call_id: string;
  fingerprint: string;
}

/**
 * The clean record as JSON: the business fields in column order, absent ones left out, then the fixed tail `call_id`,
 * `fingerprint`, `raw_partition`, `raw_offset`, `ingested_at`.
 */
export function encodeClean(call: CanonicalRecord, tail: CleanTail): string {
  const record: Undefinable<CleanRecord> = {
    caller_name: call.caller_name,
    receiver_name: call.receiver_name,
    caller_id: call.caller_id,
    receiver_id: call.receiver_id,
    start_datetime: call.start_datetime,
    end_datetime: call.end_datetime,
    call_duration: call.call_duration,
    network_provider: call.network_provider,
    total_amount: call.total_amount,
    call_status: call.call_status,
    cell_id: call.cell_id,
    call_id_from: call.call_id === undefined ? undefined : 'source',
    call_id: tail.call_id,
    fingerprint: tail.fingerprint,
    raw_partition: tail.raw_partition,
    raw_offset: tail.raw_offset,
    ingested_at: tail.ingested_at,
  };
  return JSON.stringify(record);
}

type Undefinable<T> = { [K in keyof T]: T[K] | undefined };

// 300 bytes hold the longest tail: a call id of 64 characters and three 16-digit numbers.
const longestTail = 300;
// A record that was sent without a time, to a topic that did not stamp it yet, has the time -1.
const tailShape =
  /,"call_id":"([A-Za-z0-9._:-]{1,64})","fingerprint":"([0-9a-f]{16})","raw_partition":(\d+),"raw_offset":(\d+),"ingested_at":(-?\d+)\}$/;

/** Reads the fixed tail of a clean record; null when the bytes do not end in one. */
export function readCleanTail(value: Buffer): CleanTail | null {
  const match = tailShape.exec(value.toString('latin1', Math.max(0, value.length - longestTail)));
  if (match === null) return null;
  return {
    call_id: match[1]!,
    fingerprint: match[2]!,
    raw_partition: Number(match[3]),
    raw_offset: Number(match[4]),
    ingested_at: Number(match[5]),
  };
}

const newline = 0x0a;

/**
 * The tail of a record that stands in this partition of clean; null for a message that no validator wrote there. Records
 * are spooled one a line, and a validator writes no line break: its JSON escapes them.
 */
export function readCleanTailOf(partition: number, value: Buffer | null): CleanTail | null {
  if (value === null || value.includes(newline)) return null;
  const tail = readCleanTail(value);
  return tail?.raw_partition === partition ? tail : null;
}

// The longest tail, and before it the longest of all that may stand between it and the amount.
const longestEnd = 460;
// As encodeClean writes it; no text of a record can hold this, for its quotes are escaped there.
const knownEnd =
  /"total_amount":"[\d.]+"(?:,"call_status":"[^"\\]*")?(?:,"cell_id":"[^"\\]*")?(?:,"call_id_from":"source")?,"call_id":"[^"\\]*","fingerprint":/;
const knownFields = new Set<string>(
  columns.filter(({ from }) => from.startsWith('record')).map(({ name }) => name),
);

/**
 * Whether a clean record has a field that this release does not know: a validator of a newer one wrote it, behind the fields
 * that there were. Of what is no JSON object nothing is said.
 */
export function hasUnknownField(value: Buffer): boolean {
  if (knownEnd.test(value.toString('latin1', Math.max(0, value.length - longestEnd)))) return false;
  try {
    return Object.keys(JSON.parse(value.toString()) as object).some((name) => !knownFields.has(name));
  } catch {
    return false;
  }
}
