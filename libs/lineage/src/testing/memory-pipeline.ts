import { callId, type CanonicalRecord, encodeClean, fingerprint, type TopicNames } from '@cdr/call-record';
import { type DeadReason, type OutgoingMessage, type Stage, writeDeadLetter } from '@cdr/kafka';
import { connectMemoryKafka, createMemoryBroker } from '@cdr/kafka/memory';
import { batchFolder, StoreError } from '@cdr/object-store';
import type { LineageParts } from '../lineage-parts.ts';
import type { CallTable, LoadedThrough, Searched } from '../table/call-table.ts';
import type { CallRow, LoadBatch, RawPlace } from '../trace.ts';

const topics: TopicNames = { raw: 'raw', clean: 'clean', dlq: 'dlq' };

/** When the record at an offset of raw arrived, epoch ms. */
export const arrivedAt = (offset: number) => 1_000_000 + offset * 1_000;

/** A call that differs from every other by its number. */
export function makeCall(number: number): CanonicalRecord {
  return {
    caller_name: 'Ada',
    receiver_name: 'Grace',
    caller_id: `+1${2_000_000_000 + number}`,
    receiver_id: '+12125554321',
    start_datetime: '2023-05-12 10:00:00',
    end_datetime: '2023-05-12 10:01:00',
    call_duration: 60,
    network_provider: 'Verizon',
    total_amount: '0.05',
  };
}

/** A clean record of the call at this place of raw, with its carried time. */
export function cleanOf({ partition, offset }: RawPlace, timestamp = arrivedAt(offset)): OutgoingMessage {
  const call = makeCall(offset);
  const lineage = { raw_partition: partition, raw_offset: offset, ingested_at: arrivedAt(offset) };
  const tail = { call_id: callId(call), fingerprint: fingerprint(call), ...lineage };
  return { key: call.caller_id, value: encodeClean(call, tail), timestamp };
}

/** The letter about the record at this place of raw. */
export function letterAbout(
  { partition, offset }: RawPlace,
  stage: Stage,
  reason: DeadReason,
  timestamp = arrivedAt(offset) + 5,
): OutgoingMessage {
  const record = { offset, timestamp: arrivedAt(offset), key: null, value: Buffer.from('x'), headers: {} };
  const complaint = { reason, rules: ['a-rule'], path: '', error: 'must be otherwise', duplicateOf: 3 };
  const origin = { stage, topic: topics.raw, partition, version: '1', failedAt: 0 };
  return { ...writeDeadLetter(record, complaint, origin), timestamp };
}

/** A row as a load makes it. */
export function rowOf(place: RawPlace, batchId: string): CallRow {
  const { call_duration, ...call } = makeCall(place.offset);
  return {
    callId: callId(makeCall(place.offset)),
    isNamedBySource: false,
    fingerprint: fingerprint(makeCall(place.offset)),
    place,
    ingestedAt: arrivedAt(place.offset),
    batchId,
    loadedAt: 2_000_000,
    call: { ...call, call_duration: String(call_duration) },
  };
}

/** A batch of offsets of clean in partition 0; the rest of it is usual. */
export function batchOf(first: number, next: number, facts: Partial<LoadBatch> = {}): LoadBatch {
  return {
    batchId: 'b',
    cutReason: 'age',
    staged: next - first,
    loaded: next - first,
    alreadyLoaded: 0,
    conflicts: 0,
    unloadable: 0,
    files: 1,
    bytes: 100,
    manifest: `${batchFolder('b')}/manifest.json`,
    minStart: '2023-05-12 10:00:00',
    maxStart: '2023-05-12 10:00:00',
    appVersion: '0',
    openedAt: 1_000_000,
    stagedAt: 1_000_500,
    committedAt: 1_001_000,
    ranges: [{ topic: topics.clean, partition: 0, first, next }],
    ...facts,
  };
}

function wholly(found: CallRow[]): Searched<CallRow> {
  return { found, next: null, share: 1 };
}

/** Two partitions, a table and a bucket in memory, all empty; raw has what a test publishes. */
export function createMemoryPipeline() {
  const broker = createMemoryBroker();
  for (const topic of Object.values(topics)) broker.create({ topic, partitions: 2, settings: {} });
  const rows: CallRow[] = [];
  const batches: LoadBatch[] = [];
  const positions: LoadedThrough[] = [0, 1].map((partition) => ({
    partition,
    nextOffset: 0,
    rawHighWater: -1,
  }));
  const objects = new Map<string, string | Uint8Array>();

  function read(key: string) {
    const found = objects.get(key);
    if (found === undefined) throw new StoreError(`there is no ${key}`, 'NoSuchKey', false);
    return Buffer.from(found as string);
  }

  const isAt = ({ partition, offset }: RawPlace, place: RawPlace | null) =>
    place?.partition === partition && place.offset === offset;
  const table: CallTable = {
    searchCall: async (id) => wholly(rows.filter((row) => row.callId === id)),
    ofCall: async (id, start) =>
      rows.filter(({ callId, call }) => callId === id && call['start_datetime'] === start),
    searchNumber: async (number, { most }) =>
      wholly(rows.filter(({ call }) => call['caller_id'] === number).slice(0, most)),
    inBatch: async (place, { batchId }) =>
      rows.find((row) => row.batchId === batchId && isAt(place, row.place)) ?? null,
    batch: async (id) => batches.find(({ batchId }) => batchId === id) ?? null,
    // As if a batch held every record of its partitions.
    batchesAround: async (_, { partition }) =>
      batches.filter(({ ranges }) => ranges.some((range) => range.partition === partition)),
    loadedThrough: async () => positions,
  };
  const parts: LineageParts = {
    logs: { kafka: connectMemoryKafka({ broker, batchSize: 3 }), topics },
    table,
    store: {
      url: (key) => `s3://bucket/${key}`,
      read: async (key) => read(key).toString(),
      async *bytes(key) {
        yield read(key);
      },
    },
  };

  return {
    parts,
    rows,
    batches,
    positions,
    objects,
    log: (topic: keyof TopicNames, partition = 0) => broker.log(topics[topic], partition),
    /** Publishes so many records to a partition of raw, each a second after the one before it. */
    publish(count: number, partition = 0): void {
      const log = broker.log(topics.raw, partition);
      const messages = Array.from({ length: count }, (_, n) => ({
        key: 'a key',
        value: JSON.stringify(makeCall(log.end + n)),
        timestamp: arrivedAt(log.end + n),
      }));
      log.append(messages);
    },
  };
}
