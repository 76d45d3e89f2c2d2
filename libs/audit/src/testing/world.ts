import {
  callId,
  defaultTopics,
  encodeClean,
  fingerprint,
  printAmount,
  type TopicNames,
} from '@cdr/call-record';
import { type KafkaRecord, type Stage, writeDeadLetter } from '@cdr/kafka';
import type { StoredObject } from '@cdr/object-store';
import type { LedgerBatch, LedgerRange, Position, TableRow } from '../ledger/ledger.ts';

/** A log of which the first offsets may have expired. */
export interface Log {
  start: number;
  end: number;
  records: KafkaRecord[];
}

/** Everything that an audit looks at, in memory. */
export interface World {
  topics: TopicNames;
  logs: Record<keyof TopicNames, Log[]>;
  committed: (number | null)[];
  /** How long clean and dlq keep what is written, ms. */
  keptMs: number;
  positions: Position[];
  ranges: LedgerRange[];
  batches: Omit<LedgerBatch, 'inRanges' | 'tableRows'>[];
  rows: TableRow[];
  objects: StoredObject[];
}

export function emptyWorld(partitions: number): World {
  const logs = (): Log[] => Array.from({ length: partitions }, () => ({ start: 0, end: 0, records: [] }));
  return {
    topics: defaultTopics,
    logs: { raw: logs(), clean: logs(), dlq: logs() },
    committed: Array.from({ length: partitions }, () => null),
    keptMs: 30 * 24 * 3_600_000,
    positions: Array.from({ length: partitions }, (_, partition) => ({
      partition,
      nextOffset: 0,
      rawHighWater: -1,
    })),
    ranges: [],
    batches: [],
    rows: [],
    objects: [],
  };
}

/** Appends to a log; a record of null leaves a hole, as the control records of a transaction do. */
export function append(log: Log, record: Omit<KafkaRecord, 'offset'> | null): number {
  const offset = log.end;
  log.end += 1;
  if (record !== null) log.records.push({ ...record, offset });
  return offset;
}

/** What lies below has expired. */
export function expire(log: Log, start: number): void {
  log.start = start;
  log.records = log.records.filter(({ offset }) => offset >= start);
}

export type Call = TableRow['call'];

const aCall: Call = {
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

/** A call that differs from every other by its number; one of another content is the same call all the same. */
export function makeCall(number: number, content = 0): Call {
  return {
    ...aCall,
    caller_id: `+${10_000_000_000 + number}`,
    call_duration: 60 + content,
    total_amount: printAmount(5 + (number % 1_000)),
  };
}

/** The bytes of a raw record, as a producer may write an amount. */
export function rawValue(call: Call): Buffer {
  return Buffer.from(JSON.stringify({ ...call, total_amount: Number(call.total_amount) }));
}

/** The bytes of a clean record; `ingestedAt` is Kafka's time of its raw record. */
export function cleanValue(partition: number, rawOffset: number, call: Call, ingestedAt: number): Buffer {
  const tail = { call_id: callId(call), fingerprint: fingerprint(call), raw_partition: partition };
  return Buffer.from(encodeClean(call, { ...tail, raw_offset: rawOffset, ingested_at: ingestedAt }));
}

/** A letter as it stands in dlq. */
export function letterOf(
  topic: string,
  partition: number,
  original: KafkaRecord,
  {
    stage,
    reason,
    duplicateOf,
  }: { stage: Stage; reason: 'quality' | 'duplicate' | 'conflict' | 'load'; duplicateOf?: number },
  timestamp: number,
): Omit<KafkaRecord, 'offset'> {
  const complaint = {
    reason,
    rules: ['a-rule'],
    path: '',
    error: 'e',
    ...(duplicateOf !== undefined && { duplicateOf }),
  };
  const { key, value, headers } = writeDeadLetter(original, complaint, {
    stage,
    topic,
    partition,
    version: '1',
    failedAt: 0,
  });
  const asBytes = Object.entries(headers!).map(([name, text]) => [name, Buffer.from(text)] as const);
  return {
    timestamp,
    key: key as Buffer | null,
    value: value as Buffer | null,
    headers: Object.fromEntries(asBytes),
  };
}

/** When every load is committed: seconds ago, so S3 must have all of it. */
export const loadedAt = Date.now();

/** A row of the table, as a load makes it. */
export function rowOf(
  batchId: string,
  {
    partition,
    rawOffset,
    ingestedAt,
    call,
  }: Pick<TableRow, 'partition' | 'rawOffset' | 'ingestedAt' | 'call'>,
): TableRow {
  const identity = { callId: callId(call), fingerprint: fingerprint(call) };
  return { batchId, partition, rawOffset, ...identity, ingestedAt, loadedAt, call };
}

/** The raw offset that a message of clean is from. */
export function rawOffsetOf(record: KafkaRecord): number {
  return lineageOf(record).raw_offset;
}

/** Where a message of clean is from, and when that came. */
export function lineageOf({ value }: KafkaRecord): { raw_offset: number; ingested_at: number } {
  return JSON.parse(value!.toString()) as { raw_offset: number; ingested_at: number };
}
