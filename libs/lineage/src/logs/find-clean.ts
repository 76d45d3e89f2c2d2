import { type CleanTail, readCleanTailOf } from '@cdr/call-record';
import type { KafkaRecord } from '@cdr/kafka';
import type { BatchRange, RawPlace, Step, TracedRecord } from '../trace.ts';
import { heldBy, type Logs, traced } from './log-places.ts';
import { searchLog } from './search-log.ts';

/** A record of clean, and what its tail says. */
export interface CleanRecord {
  record: TracedRecord;
  tail: CleanTail;
}

// As many as the loader puts into a batch: where clocks went back, the search may begin that much too early.
const mostRead = 250_000;

/**
 * The record of clean that counts for one of raw by the reader rule: the first that is not of an earlier one, from an offset
 * found by timestamp on. No clean record is older than its raw record, so it is not before that; a search that halves by raw
 * offsets would be misled by replays.
 * @throws KafkaError, Stop
 */
export async function findClean(
  logs: Logs,
  { partition, offset }: RawPlace,
  /** Kafka's time of the raw record. */
  ingestedAt: number,
  /** What the batch that loaded it holds of the partition. */
  range?: BatchRange,
): Promise<Step<CleanRecord>> {
  const topic = logs.topics.clean;
  const held = await heldBy(logs, topic, partition);
  if (held === null) return { kind: 'none', says: `${topic} has no partition ${partition}` };
  const expired = `${topic}/${partition} keeps offsets from ${held.start} on: it has expired`;
  if (range !== undefined && range.next <= held.start) return { kind: 'expired', says: expired };
  const byTime = await logs.kafka.offsetAt(topic, partition, ingestedAt);
  const start = Math.max(held.start, byTime, range?.first ?? 0);
  const end = Math.min(held.end, range?.next ?? held.end);

  // What stands before the record that counts is of records before it in raw, or replays of those.
  let found: Step<CleanRecord> | undefined;
  function isEnough(record: KafkaRecord): boolean {
    const tail = readCleanTailOf(partition, record.value);
    if (tail === null || tail.raw_offset < offset) return false;
    if (tail.raw_offset === offset) found = { kind: 'held', record: traced(topic, partition, record), tail };
    return true;
  }
  const ended = await searchLog(logs, { topic, partition }, { start, end }, mostRead, isEnough);
  if (found !== undefined) return found;
  if (ended === 'too far')
    return { kind: 'unread', says: `it is not among ${mostRead} records from offset ${start} on` };
  if (range !== undefined && held.start > range.first) return { kind: 'expired', says: expired };
  return {
    kind: 'none',
    says: ended === 'ended' ? `${topic} goes on behind it without it` : `${topic} does not hold it`,
  };
}
