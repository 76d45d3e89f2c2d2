import type { TopicNames } from '@cdr/call-record';
import type { Kafka, PartitionReader, Publisher, RecordBatch } from '@cdr/kafka';
import { Stop } from '@cdr/worker';
import { readTail } from './read-tail.ts';
import { resumeAt } from './resume.ts';
import type { SeenCalls } from './seen-calls.ts';

/** All a session stands on. */
export interface Session {
  reader: PartitionReader;
  clean: Publisher;
  dlq: Publisher;
  /** The raw offset of the first record to judge. */
  position: number;
  /** Where the next record of clean lands. */
  cleanEnd: number;
  /** The carried time to go on from, epoch ms. */
  carriedTime: number;
}

export interface TakeOverOptions {
  kafka: Kafka;
  topics: TopicNames;
  group: string;
  partition: number;
  seen: SeenCalls;
  capacity: number;
  windowMs: number;
  signal: AbortSignal;
  /** What is opened here is pushed, to be closed last to first. */
  opened: { close(): Promise<void> }[];
}

/**
 * Takes a partition over: one read of clean's tail gives position, carried time and deduplication state. Nothing is
 * taken from an earlier session. @throws Stop when raw is not the log that clean was made from.
 */
export async function takeOver(options: TakeOverOptions): Promise<Session> {
  const { kafka, topics, group, partition, opened } = options;

  function keep<T extends { close(): Promise<void> }>(part: T): T {
    opened.push(part);
    return part;
  }

  // The producers come first: what they will write must not be older than the tail that is read.
  const clean = keep(await kafka.openPublisher(topics.clean));
  const dlq = keep(await kafka.openPublisher(topics.dlq));
  const { end: cleanEnd, last } = await readTail({ ...options, topic: topics.clean });

  const place = `${topics.raw}/${partition}`;
  const raw = (await kafka.offsets(topics.raw))[partition]!;
  const committed = (await kafka.committedOffsets(group, topics.raw))[partition] ?? null;
  const resume = resumeAt({ place, last, raw, committed });
  if (resume.kind === 'stop') throw new Stop(resume.why);

  let reader = keep(await kafka.openReader(topics.raw, partition, resume.offset));
  let position = resume.offset;
  if (resume.known !== undefined) {
    const first = await reader.next();
    if (!holds(first, resume.known)) throw new Stop(anotherLog(place, resume.known.offset));
    reader = putBack(reader, first);
    position = resume.known.offset + 1;
  }

  return { reader, clean, dlq, position, cleanEnd, carriedTime: last?.carriedTime ?? 0 };
}

function holds({ records }: RecordBatch, known: { offset: number; timestamp: number }): boolean {
  return records[0]?.offset === known.offset && records[0].timestamp === known.timestamp;
}

function anotherLog(place: string, offset: number): string {
  return (
    `${place} holds another record at offset ${offset} than the one its clean record was made from: the topic was deleted ` +
    'and created again. Give raw, clean and dlq new names (RAW_TOPIC, CLEAN_TOPIC, DLQ_TOPIC)'
  );
}

function putBack(reader: PartitionReader, first: RecordBatch): PartitionReader {
  let batch: RecordBatch | null = first;
  function next(): Promise<RecordBatch> {
    const again = batch;
    batch = null;
    return again === null ? reader.next() : Promise.resolve(again);
  }
  return { next, close: () => reader.close() };
}
