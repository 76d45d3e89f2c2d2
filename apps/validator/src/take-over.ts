import type { TopicNames } from '@cdr/call-record';
import type { Kafka, PartitionReader, Publisher, RecordBatch } from '@cdr/kafka';
import { Stop } from '@cdr/worker';
import { readTail } from './read-tail.ts';
import { anotherRecord, type Known, resumeAt } from './resume.ts';
import type { SeenCalls } from './seen-calls.ts';
import { noLetters, readWrittenLetters, type WrittenLetters } from './written-letters.ts';

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
  /** Letters behind the position that an earlier session has written. */
  written: WrittenLetters;
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
  /** Called for each thing done: a takeover that goes on is no stall. */
  onStep: () => void;
}

/**
 * Takes a partition over: one read of clean's tail gives position, carried time and deduplication state. Nothing is
 * taken from an earlier session.
 * @throws Stop when raw is not the log that clean was made from, the signal's reason when it aborts, KafkaError.
 */
export async function takeOver(options: TakeOverOptions): Promise<Session> {
  const { kafka, topics, group, partition, opened, signal, onStep } = options;

  function keep<T extends { close(): Promise<void> }>(part: T): T {
    opened.push(part);
    return part;
  }

  const { end: cleanEnd, last } = await readTail({ ...options, topic: topics.clean });
  const raw = (await kafka.offsets(topics.raw))[partition]!;
  onStep();
  const committed = (await kafka.committedOffsets(group, topics.raw))[partition] ?? null;
  const standing = { topic: topics.raw, partition, group, last, raw, committed };
  const resume = resumeAt(standing);
  if (resume.kind === 'stop') throw new Stop(resume.why);

  let reader = keep(await kafka.openReader(topics.raw, partition, resume.offset));
  let position = resume.offset;
  if (resume.known !== undefined) {
    const first = await firstBatch(reader, resume.known.offset, signal);
    if (!holds(first, resume.known)) throw new Stop(anotherRecord(standing, resume.known));
    reader = putBack(reader, first);
    position = resume.known.offset + 1;
  }
  onStep();
  const hasMore = raw.end > position;
  let since = resume.known?.timestamp;
  if (hasMore && since === undefined) {
    const first = await reader.next();
    reader = putBack(reader, first);
    since = first.records[0]?.timestamp; // none while a transaction is open; then its letters are written again
    onStep();
  }
  const written =
    hasMore && since !== undefined ? await readWrittenLetters({ ...options, since }) : noLetters;
  const clean = keep(await kafka.openPublisher(topics.clean));
  onStep();
  const dlq = keep(await kafka.openPublisher(topics.dlq));
  return { reader, clean, dlq, position, cleanEnd, carriedTime: last?.carriedTime ?? 0, written };
}

// A broker that has just become leader may answer with nothing for a moment.
async function firstBatch(
  reader: PartitionReader,
  offset: number,
  signal: AbortSignal,
): Promise<RecordBatch> {
  for (;;) {
    signal.throwIfAborted();
    const batch = await reader.next();
    if (batch.nextOffset > offset) return batch;
  }
}

function holds({ records }: RecordBatch, known: Known): boolean {
  return records[0]?.offset === known.offset && records[0].timestamp === known.timestamp;
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
