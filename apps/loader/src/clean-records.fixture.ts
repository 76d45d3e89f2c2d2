import { callId, type CanonicalRecord, encodeClean, fingerprint } from '@cdr/call-record';
import type { KafkaRecord, RecordBatch } from '@cdr/kafka';

export interface CleanOptions {
  offset?: number;
  partition?: number;
  call?: Partial<CanonicalRecord>;
  id?: string;
  /** Kafka's time of the raw record, epoch ms. */
  ingestedAt?: number;
}

const aCall = {
  caller_name: 'Ada',
  receiver_name: 'Grace',
  caller_id: '+19145551234',
  receiver_id: '+12125554321',
  start_datetime: '2023-05-12 10:00:00',
  end_datetime: '2023-05-12 10:01:00',
  call_duration: 60,
  network_provider: 'Verizon',
  total_amount: '0.05',
};

/** The bytes of a clean record from a raw offset. */
export function cleanValue(
  rawOffset: number,
  { partition = 0, call = {}, id, ingestedAt = 1_684_000_000_123 }: CleanOptions = {},
): Buffer {
  const record = { ...aCall, ...call };
  return Buffer.from(
    encodeClean(record, {
      call_id: id ?? callId(record),
      fingerprint: fingerprint(record),
      raw_partition: partition,
      raw_offset: rawOffset,
      ingested_at: ingestedAt,
    }),
  );
}

/** A record of clean. */
export function cleanRecord(rawOffset: number, options: CleanOptions = {}): KafkaRecord {
  const { offset = rawOffset } = options;
  return { offset, timestamp: 1000 + offset, key: null, value: cleanValue(rawOffset, options), headers: {} };
}

/** What one read of a partition brings that ends with these records, or `behind` records later. */
export function batchOf(records: KafkaRecord[], behind = 0): RecordBatch {
  const nextOffset = (records.at(-1)?.offset ?? -1) + 1;
  return { records, nextOffset, endOffset: nextOffset + behind };
}
