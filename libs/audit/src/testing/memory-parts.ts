import { readUtc } from '@cdr/call-record';
import { KafkaError, type RecordBatch } from '@cdr/kafka';
import type { AuditOptions } from '../audit-pipeline.ts';
import type { Ledger, LedgerLook, RowPlace, TableRow } from '../ledger/ledger.ts';
import type { Log, World } from './world.ts';

/** A world as the parts that an audit asks; `meanwhile` is called before each answer, and may change the world. */
export function memoryParts(world: World, meanwhile: () => void = () => undefined): AuditOptions {
  return {
    kafka: memoryKafka(world, meanwhile),
    topics: world.topics,
    validatorGroup: 'validators',
    ledger: memoryLedger(world, meanwhile),
    store: {
      async *list(prefix) {
        meanwhile();
        const listed = world.objects.filter(({ key }) => key.startsWith(prefix));
        yield* listed.sort((a, b) => (a.key < b.key ? -1 : 1));
      },
    },
  };
}

// Few, so that a log takes several fetches.
const recordsAFetch = 7;

function memoryKafka(
  { topics, logs, committed, keptMs }: World,
  meanwhile: () => void,
): AuditOptions['kafka'] {
  function logsOf(topic: string): Log[] {
    return logs[(['raw', 'clean', 'dlq'] as const).find((role) => topics[role] === topic)!];
  }
  return {
    async offsets(topic) {
      meanwhile();
      return logsOf(topic).map(({ start, end }) => ({ start, end }));
    },
    async committedOffsets() {
      meanwhile();
      return [...committed];
    },
    async describeTopic(topic) {
      meanwhile();
      const settings = { 'retention.ms': String(keptMs), 'retention.bytes': '-1' };
      return { partitions: logsOf(topic).length, replicas: 1, settings };
    },
    async offsetAt(topic, partition, timestamp) {
      meanwhile();
      const log = logsOf(topic)[partition]!;
      return log.records.find((record) => record.timestamp >= timestamp)?.offset ?? log.end;
    },
    async openReader(topic, partition, offset) {
      const log = logsOf(topic)[partition]!;
      let position = offset;
      async function next(): Promise<RecordBatch> {
        meanwhile();
        if (position < log.start) throw new KafkaError('gone', 'OFFSET_OUT_OF_RANGE', false);
        const end = Math.min(log.end, position + recordsAFetch);
        const records = log.records.filter((record) => record.offset >= position && record.offset < end);
        position = end;
        return { records, nextOffset: end, endOffset: log.end };
      }
      return { next, close: async () => undefined };
    },
  };
}

function memoryLedger(world: World, meanwhile: () => void): Ledger {
  function fingerprintsByCall(): Map<string, Set<string>> {
    const byCall = Map.groupBy(world.rows, ({ callId }) => callId);
    return new Map(
      [...byCall].map(([id, rows]) => [id, new Set(rows.map(({ fingerprint }) => fingerprint))]),
    );
  }
  return {
    look: (work) => work(lookThrough(world, meanwhile)),
    async findCalls(calls) {
      meanwhile();
      // A server refuses what is no moment.
      if (calls.some(({ start }) => readUtc(start).length === 0)) throw new Error('invalid timestamp');
      const found = fingerprintsByCall();
      return new Map(
        calls.filter(({ callId }) => found.has(callId)).map(({ callId }) => [callId, found.get(callId)!]),
      );
    },
    async rowsOf(batchId, onRow) {
      meanwhile();
      world.rows.filter((row) => row.batchId === batchId).forEach(onRow);
    },
    async knownBatches(ids) {
      meanwhile();
      return new Set(ids.filter((id) => world.batches.some(({ batchId }) => batchId === id)));
    },
  };
}

// As a transaction does: its first question fixes what all of them see.
function lookThrough(world: World, meanwhile: () => void): LedgerLook {
  let seen: Pick<World, 'positions' | 'ranges' | 'batches' | 'rows'> | null = null;
  function moment() {
    meanwhile();
    const { positions, ranges, batches, rows } = world;
    seen ??= { positions: [...positions], ranges: [...ranges], batches: [...batches], rows: [...rows] };
    return seen;
  }
  const place = ({ partition, rawOffset, batchId }: TableRow): RowPlace => ({
    partition,
    rawOffset,
    batchId,
  });
  return {
    positions: async () => moment().positions,
    async ranges(onRange) {
      [...moment().ranges].sort((a, b) => a.partition - b.partition || a.first - b.first).forEach(onRange);
    },
    async batches(onBatch) {
      const { batches, ranges, rows } = moment();
      for (const batch of batches) {
        const ofBatch = ranges.filter(({ batchId }) => batchId === batch.batchId);
        const inRanges = ofBatch.length === 0 ? null : ofBatch.reduce((sum, range) => sum + range.rows, 0);
        onBatch({
          ...batch,
          inRanges,
          tableRows: rows.filter(({ batchId }) => batchId === batch.batchId).length,
        });
      }
    },
    async rows(above, onRow) {
      const { ranges, rows } = moment();
      const ofTopic = new Set(ranges.map(({ batchId }) => batchId));
      const isAsked = ({ partition, rawOffset }: TableRow) => rawOffset > (above[partition] ?? -1);
      rows.filter((row) => ofTopic.has(row.batchId) && isAsked(row)).forEach(onRow);
    },
    async foreignRows() {
      const { batches, rows } = moment();
      const foreign = rows.filter((row) => !batches.some(({ batchId }) => batchId === row.batchId));
      return { rows: foreign.length, places: foreign.map(place) };
    },
    async repeatedCalls() {
      const byCall = Map.groupBy(moment().rows, ({ callId }) => callId);
      const repeated = [...byCall.values()].filter((of) => of.length > 1);
      return { calls: repeated.length, places: repeated.map((of) => of.map(place)) };
    },
  };
}
