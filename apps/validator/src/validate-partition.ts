import {
  type Appended,
  chunkMessages,
  type Kafka,
  type OutgoingMessage,
  type Publisher,
  writeDeadLetter,
} from '@cdr/kafka';
import type { Check } from '@cdr/call-quality';
import type { TopicNames } from '@cdr/call-record';
import { createJudge } from './judge.ts';
import { SessionOver } from './session-over.ts';
import type { SeenCalls } from './seen-calls.ts';
import { type Session, takeOver } from './take-over.ts';
import type { WriterSchemas } from './writer-schemas.ts';

export interface PartitionOptions {
  kafka: Kafka;
  topics: TopicNames;
  group: string;
  partition: number;
  check: Check;
  schemas: WriterSchemas;
  seen: SeenCalls;
  capacity: number;
  windowMs: number;
  version: string;
  events: PartitionEvents;
  signal: AbortSignal;
}

/** What a session tells; the shell turns it into metrics, commits and log lines. */
export interface PartitionEvents {
  /** The takeover has done one thing more. */
  takingOver(): void;
  takenOver(taken: Taken): void;
  /** A batch is judged and acknowledged; also told without records when nothing arrived. */
  judged(outcome: Judged): void;
}

export interface Taken {
  partition: number;
  /** The raw offset of the first record to judge. */
  position: number;
  /** Accepted calls remembered. */
  remembered: number;
  seconds: number;
}

export interface Judged {
  partition: number;
  records: number;
  /** Reason and first broken rule of each letter. */
  dead: { reason: string; rule: string }[];
  /** The raw offset to read next; all below it is acknowledged. */
  nextOffset: number;
  /** Raw's end when the batch was read. */
  endOffset: number;
  /** Where reading must wait for a producer to end its transaction. */
  openTransactionAt: number | undefined;
  /** The Kafka timestamps of the first record judged and of the batch's last one, epoch ms; null without records. */
  firstTimestamp: number | null;
  lastTimestamp: number | null;
  /** Start of the latest clean call, as the record has it; empty without one. */
  latestStart: string;
}

/**
 * One session on one partition: take over, then for each batch judge, send the dead letters, send the clean records.
 * Returns, or throws the signal's reason, when the signal aborts; always with nothing in flight.
 * @throws SessionOver or KafkaError when the session must be begun anew, Stop when a person must look.
 */
export async function validatePartition(options: PartitionOptions): Promise<void> {
  const opened: { close(): Promise<void> }[] = [];
  try {
    const began = Date.now();
    const { partition, seen, events } = options;
    const session = await takeOver({ ...options, opened, onStep: () => events.takingOver() });
    const seconds = (Date.now() - began) / 1000;
    events.takenOver({ partition, position: session.position, remembered: seen.size, seconds });
    await validateFrom(session, options);
  } finally {
    for (const part of opened.reverse()) await part.close();
  }
}

async function validateFrom(session: Session, options: PartitionOptions): Promise<void> {
  const { topics, partition, check, schemas, seen, version, events, signal } = options;
  const { reader, clean, dlq, position, carriedTime, written } = session;
  let { cleanEnd } = session;
  const judge = createJudge({ topic: topics.raw, partition, check, seen }, carriedTime);

  while (!signal.aborted) {
    const { records, nextOffset, endOffset, openTransactionAt } = await reader.next();
    if (signal.aborted) return;
    // Not for the known record, read to recognise the log: it may name a schema that nobody can be asked for now.
    const unjudged = records.filter(({ offset }) => offset >= position);
    const onStep = () => events.takingOver();
    const readerFor = await schemas.readersFor(unjudged, { signal, onStep });
    const letters: OutgoingMessage[] = [];
    const messages: OutgoingMessage[] = [];
    const dead: Judged['dead'] = [];
    let judged = 0;
    let latestStart = '';
    const origin = {
      stage: 'validate',
      topic: topics.raw,
      partition,
      version,
      failedAt: Date.now(),
    } as const;

    for (const record of unjudged) {
      judged += 1;
      const verdict = judge(record, readerFor(record));
      if (verdict.kind === 'clean') {
        messages.push({ key: record.key, value: verdict.value, timestamp: verdict.carriedTime });
        if (verdict.start > latestStart) latestStart = verdict.start;
      } else if (!written.has(record.offset)) {
        const { complaint } = verdict;
        letters.push(writeDeadLetter(record, complaint, origin));
        dead.push({ reason: complaint.reason, rule: complaint.rules[0] ?? '' });
      }
    }

    // Dead letters first: a clean record is sent only when every letter before it is acknowledged, so what lies below
    // the last clean record is never missing, whoever takes over and whatever it thinks of those records.
    await dlq.publish(partition, letters);
    cleanEnd = await publishWatched(clean, partition, messages, cleanEnd);

    events.judged({
      partition,
      records: judged,
      dead,
      nextOffset,
      endOffset,
      openTransactionAt,
      firstTimestamp: unjudged[0]?.timestamp ?? null,
      lastTimestamp: records.at(-1)?.timestamp ?? null,
      latestStart,
    });
  }
}

// Each acknowledgement says where the records landed. A gap means that somebody else wrote to this partition: our state
// no longer is the fold over clean, so the session ends.
async function publishWatched(
  clean: Publisher,
  partition: number,
  messages: OutgoingMessage[],
  end: number,
): Promise<number> {
  let expected = end;
  for (const chunk of chunkMessages(messages)) {
    const [appended] = (await clean.publish(partition, chunk)) as [Appended];
    if (appended.baseOffset !== expected) throw new SessionOver(clean.topic, partition);
    expected += appended.count;
  }
  return expected;
}
