import { readCleanTail } from '@cdr/call-record';
import type { Kafka, KafkaRecord } from '@cdr/kafka';
import type { SeenCalls } from './seen-calls.ts';
import { Stop } from '@cdr/worker';

/** The last clean record by the reader rule. */
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
}

/**
 * Reads the tail of a clean partition to its end: position, carried time and deduplication state from one read. It
 * begins at an offset found by timestamp, with what is older than that timestamp ignored, so that it cannot begin inside a
 * replay; and goes further back until `capacity` accepted records or the window lie behind it.
 */
export async function readTail(options: TailOptions): Promise<Tail> {
  const { kafka, topic, partition, seen, capacity, windowMs } = options;
  const { start, end } = (await kafka.offsets(topic))[partition]!;
  if (end === start) {
    seen.clear();
    return { end, last: null };
  }
  for (let reach = Math.ceil(capacity * 1.05); ; reach *= 2) {
    seen.clear();
    const guess = Math.max(start, end - reach);
    const since = guess === start ? Number.NEGATIVE_INFINITY : await timestampAt(options, guess);
    const from = guess === start ? start : await kafka.offsetAt(topic, partition, since);
    const tail = await foldFrom(options, from, since);
    const farEnough =
      tail.accepted >= capacity || (tail.last !== null && tail.last.carriedTime - since > windowMs);
    if (from <= start || farEnough) return tail;
  }
}

async function timestampAt({ kafka, topic, partition }: TailOptions, offset: number): Promise<number> {
  const reader = await kafka.openReader(topic, partition, offset);
  try {
    for (;;) {
      const { records, nextOffset, endOffset } = await reader.next();
      if (records[0] !== undefined) return records[0].timestamp;
      if (nextOffset >= endOffset) return Number.NEGATIVE_INFINITY;
    }
  } finally {
    await reader.close();
  }
}

async function foldFrom(
  options: TailOptions,
  from: number,
  since: number,
): Promise<Tail & { accepted: number }> {
  const { kafka, topic, partition, seen, signal } = options;
  const reader = await kafka.openReader(topic, partition, from);
  let last: LastClean | null = null;
  let accepted = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { records, nextOffset, endOffset } = await reader.next();
      for (const record of records) {
        if (record.timestamp < since) continue;
        const tail = readCleanTail(record.value ?? Buffer.alloc(0));
        if (tail === null) throw notClean(topic, partition, record);
        if (last !== null && tail.raw_offset <= last.rawOffset) continue;
        seen.remember(tail.call_id, tail.fingerprint, tail.raw_offset, record.timestamp);
        last = { rawOffset: tail.raw_offset, ingestedAt: tail.ingested_at, carriedTime: record.timestamp };
        accepted += 1;
      }
      if (nextOffset >= endOffset) return { end: nextOffset, last, accepted };
    }
  } finally {
    await reader.close();
  }
}

function notClean(topic: string, partition: number, record: KafkaRecord): Stop {
  return new Stop(
    `${topic}/${partition} holds at offset ${record.offset} a message that no validator wrote: find out who writes to ` +
      'this topic, end that, and move the topic to a new name (CLEAN_TOPIC)',
  );
}
