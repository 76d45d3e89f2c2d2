import { hash } from 'node:crypto';

/** What a record says, and where it stands: what raw, clean and the table must agree on. */
export interface Content {
  partition: number;
  rawOffset: number;
  callId: string;
  /** Of the call, as the record says it; empty without one. */
  start: string;
  /** That of its own fields; where the record says another, both. */
  fingerprint: string;
  /** Epoch ms. */
  ingestedAt: number;
  cents: number;
}

/** Figures of a set of records; they do not depend on the order in which the records come. */
export interface Checksum {
  records: number;
  /** The sum of `total_amount`. */
  cents: number;
  /** The sum, modulo 2^128, of a hash of each call id and its place. */
  ids: bigint;
  /** The same of all that a record says, and its place. */
  contents: bigint;
}

/** That of no records. */
export function emptyChecksum(): Checksum {
  return { records: 0, cents: 0, ids: 0n, contents: 0n };
}

/** Adds a record. */
export function addContent(sum: Checksum, content: Content): void {
  const { partition, rawOffset, callId, cents } = content;
  sum.records += 1;
  sum.cents += cents;
  sum.ids = BigInt.asUintN(128, sum.ids + hash128(`${partition} ${rawOffset} ${callId}`));
  sum.contents = BigInt.asUintN(
    128,
    sum.contents + hash128(`${partition} ${rawOffset} ${sayContent(content)}`),
  );
}

/** The checksum of all records of several sets. */
export function sumChecksums(sums: readonly Checksum[]): Checksum {
  const all = emptyChecksum();
  for (const { records, cents, ids, contents } of sums) {
    all.records += records;
    all.cents += cents;
    all.ids = BigInt.asUintN(128, all.ids + ids);
    all.contents = BigInt.asUintN(128, all.contents + contents);
  }
  return all;
}

/** What a record says, in one text: the same where two records say the same. */
export function sayContent({ callId, fingerprint, ingestedAt }: Content): string {
  return `${callId} ${fingerprint} ${ingestedAt}`;
}

// A hash that mixes every bit: with a linear one, such as a CRC, one in 7,000 swaps of two records' contents leaves the
// sum as it was.
function hash128(text: string): bigint {
  return BigInt(`0x${hash('sha256', text, 'hex').slice(0, 32)}`);
}
