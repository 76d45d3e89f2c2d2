import { callId, encodeClean, fingerprint } from '@cdr/call-record';
import type { OutgoingMessage } from '@cdr/kafka';
import { letterAbout as aboutRaw, type LetterFacts as About } from '@cdr/redrive/testing';
import { topics } from '../memory-kafka.fixture.ts';
import { createLetterIndex, type LetterIndex } from './letter-index.ts';
import type { LetterFacts } from './read-letter.ts';

/** A letter as the console keeps it, of the raw record of the same offset; what a test says is otherwise. */
export function letterFacts(offset: number, facts: Partial<LetterFacts> = {}): LetterFacts {
  return {
    offset,
    stage: 'validate',
    rawOffset: offset,
    writtenAt: 1_000 + offset,
    reason: 'quality',
    rules: 'has-positive-duration',
    replays: 0,
    caller: '+12125551234',
    provider: 'Verizon',
    ...facts,
  };
}

/** An index that has read these letters, by partition. */
export function indexOf(...partitions: LetterFacts[][]): LetterIndex {
  const index = createLetterIndex(partitions.length, 1_000 * partitions.length);
  index.look(partitions.map((letters) => ({ start: 0, end: (letters.at(-1)?.offset ?? -1) + 1 })));
  for (const [partition, letters] of partitions.entries())
    for (const letter of letters) {
      index.take(partition, letter);
      index.readTo(partition, letter.offset + 1);
    }
  return index;
}

/** All letters of an index, the newest first, as `partition/offset`. */
export function placesIn(index: LetterIndex, span: Parameters<LetterIndex['newestFirst']>[0] = {}): string[] {
  const places: string[] = [];
  index.newestFirst(span, ({ partition, offset }) => places.push(`${partition}/${offset}`));
  return places;
}

/** The letter about a record of this pipeline's raw topic, as a message. */
export function letterAbout(rawOffset: number, facts: About = {}): OutgoingMessage {
  return aboutRaw(rawOffset, { topic: topics.raw, ...facts });
}

const call = {
  caller_name: 'Ada',
  receiver_name: 'Grace',
  caller_id: '+12125551234',
  receiver_id: '+12125554321',
  start_datetime: '2023-05-12 10:00:00',
  end_datetime: '2023-05-12 10:01:00',
  call_duration: 60,
  network_provider: 'Verizon',
  total_amount: '0.05',
} as const;

/** The clean record of the call at this offset of raw in partition 1, with the time that it carries. */
export function cleanAbout(rawOffset: number, timestamp: number): OutgoingMessage {
  const lineage = { raw_partition: 1, raw_offset: rawOffset, ingested_at: timestamp };
  const value = encodeClean(call, { call_id: callId(call), fingerprint: fingerprint(call), ...lineage });
  return { key: call.caller_id, value, timestamp };
}
