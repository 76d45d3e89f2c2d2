import { foreignMessage, readCleanTailOf } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import { Stop } from '@cdr/worker';
import type { SeenCalls } from './seen-calls.ts';

/** The last clean record by the reader rule; times in epoch ms. */
export interface LastClean {
  rawOffset: number;
  ingestedAt: number;
  carriedTime: number;
}

export interface Tail {
  /** Where the next record of clean will land if nobody else writes. */
  end: number;
  last: LastClean | null;
}

export interface TailOptions {
  kafka: Kafka;
  topic: string;
  partition: number;
  /** Cleared and filled with the tail's records. */
  seen: SeenCalls;
  capacity: number;
  windowMs: number;
  signal: AbortSignal;
  /** Called for each answer: a long tail is no stall. */
  onStep: () => void;
}

/** Where a read begins; what is older than `since` is ignored. */
interface Beginning {
  offset: number;
  since: number;
}

/**
 * Reads the tail of a clean partition to its end: position, carried time and deduplication state from one read. It
 * begins at an offset found by timestamp, with what is older than that timestamp ignored, so that it cannot begin inside a
 * replay; and goes further back until `capacity` accepted records or the window lie behind it.
 * @throws Stop for a message no validator wrote, the signal's reason when it aborts, KafkaError.
 */
export async function readTail(options: TailOptions): Promise<Tail> {
  const { kafka, topic, partition, seen, capacity, windowMs, onStep } = options;
  const { start, end } = (await kafka.offsets(topic))[partition]!;
  onStep();
  if (end === start) {
    seen.clear();
    return { end, last: null };
  }
  // A little more than the state holds, so that a few replays do not cost a second read.
  for (let reach = Math.ceil(capacity * 1.05); ; reach *= 2) {
    const beginning = await beginNear(end - reach, start, options);
    const { accepted, ...tail } = await foldFrom(beginning, options);
    const covered = tail.last === null ? 0 : tail.last.carriedTime - beginning.since;
    if (beginning.offset <= start || accepted >= capacity || covered > windowMs) return tail;
  }
}

async function beginNear(guess: number, start: number, options: TailOptions): Promise<Beginning> {
  const since = guess <= start ? null : await timestampAt(guess, options);
  if (since === null) return { offset: start, since: Number.NEGATIVE_INFINITY };
  options.onStep();
  return { offset: await options.kafka.offsetAt(options.topic, options.partition, since), since };
}

// null when no record is left from that offset on.
async function timestampAt(offset: number, options: TailOptions): Promise<number | null> {
  const { kafka, topic, partition, signal } = options;
  const reader = await kafka.openReader(topic, partition, offset);
  try {
    for (;;) {
      signal.throwIfAborted();
      const { records, nextOffset, endOffset } = await reader.next();
      if (records[0] !== undefined) return records[0].timestamp;
      if (nextOffset >= endOffset) return null;
    }
  } finally {
    await reader.close();
  }
}

async function foldFrom(
  { offset, since }: Beginning,
  { kafka, topic, partition, seen, signal, onStep }: TailOptions,
): Promise<Tail & { accepted: number }> {
  const reader = await kafka.openReader(topic, partition, offset);
  let last: LastClean | null = null;
  let accepted = 0;
  seen.clear();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { records, nextOffset, endOffset } = await reader.next();
      for (const record of records) {
        if (record.timestamp < since) continue;
        const tail = readCleanTailOf(partition, record.value);
        if (tail === null) throw new Stop(foreignMessage(`${topic}/${partition}`, record.offset));
        if (last !== null && tail.raw_offset <= last.rawOffset) continue;
        seen.remember(tail.call_id, tail.fingerprint, tail.raw_offset, record.timestamp);
        last = { rawOffset: tail.raw_offset, ingestedAt: tail.ingested_at, carriedTime: record.timestamp };
        accepted += 1;
      }
      onStep();
      if (nextOffset >= endOffset) return { end: nextOffset, last, accepted };
    }
  } finally {
    await reader.close();
  }
}
