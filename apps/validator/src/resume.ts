import { recreatedTopic } from '@cdr/call-record';
import type { OffsetRange } from '@cdr/kafka';
import type { LastClean } from './read-tail.ts';

/** Where to go on in raw, or why not. */
export type Resume =
  /** Read from `offset`; `known` is the record that must be found there first, unchanged. */
  { kind: 'go-on'; offset: number; known?: Known } | { kind: 'stop'; why: string };

/** The raw record the last clean one was made from; its Kafka timestamp in epoch ms. */
export interface Known {
  offset: number;
  timestamp: number;
}

export interface Standing {
  /** Of raw, for the texts. */
  topic: string;
  partition: number;
  group: string;
  last: LastClean | null;
  raw: OffsetRange;
  /** The group's committed offset: trusted only where raw has lost what lies behind the position. */
  committed: number | null;
}

/** Resumes at the raw offset after the last clean record, if raw still is the log it was read from. */
export function resumeAt(standing: Standing): Resume {
  const { last, raw, committed } = standing;
  const position = last === null ? 0 : last.rawOffset + 1;
  if (raw.end < position) return { kind: 'stop', why: tooShort(standing, position) };
  if (raw.start > position) {
    if (committed !== null && committed >= raw.start) return { kind: 'go-on', offset: raw.start };
    return { kind: 'stop', why: expired(standing, position) };
  }
  if (last === null || raw.start > last.rawOffset) return { kind: 'go-on', offset: position };
  const known = { offset: last.rawOffset, timestamp: last.ingestedAt };
  return { kind: 'go-on', offset: known.offset, known };
}

/** What to say when raw holds another record where the last clean one came from. */
export function anotherRecord({ topic, partition }: Standing, { offset }: Known): string {
  return recreatedTopic(
    `${topic}/${partition} holds another record at offset ${offset} than the one its clean record was made from`,
  );
}

function tooShort({ topic, partition, raw }: Standing, position: number): string {
  return recreatedTopic(
    `${topic}/${partition} ends at offset ${raw.end}, but its clean records go up to raw offset ${position - 1}`,
  );
}

function expired({ topic, partition, group, raw }: Standing, position: number): string {
  return (
    `${topic}/${partition} begins at offset ${raw.start}, but its records from ${position} on were never judged: they ` +
    'expired. If that loss is accepted, stop all validators, run "kafka-consumer-groups.sh --bootstrap-server ... ' +
    `--group ${group} --topic ${topic}:${partition} --reset-offsets --to-offset ${raw.start} --execute", start them again`
  );
}
