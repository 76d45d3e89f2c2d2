import type { TopicNames } from '@cdr/call-record';
import { type Kafka, KafkaError } from '@cdr/kafka';
import { answerQuestions, type LonelyLetter } from './answer-questions.ts';
import type { BatchBook } from './batch-book.ts';
import { findLonelyLetters } from './find-lonely-letters.ts';
import { judgePartition } from './judge-partition.ts';
import { createOriginals } from './originals.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Judged, PartitionAudit } from './partition-audit.ts';
import type { PartitionTally } from './partition-tally.ts';
import { createProblems, type Problem } from './problems.ts';
import type { RangeShelf } from './range-shelf.ts';
import { type HeldPartition, readPartition } from './read-partition.ts';
import type { Snapshot } from './snapshot.ts';
import { createFinder, saySpans } from './spans.ts';
import { type CleanWalk, walkClean } from './walk-clean.ts';

export interface PartitionParts {
  kafka: Pick<Kafka, 'offsets' | 'offsetAt' | 'openReader'>;
  topics: TopicNames;
  ledger: Pick<Ledger, 'findCalls'>;
}

/** What was known before the logs were read. */
export interface Known {
  snapshot: Snapshot;
  shelf: RangeShelf;
  book: BatchBook;
}

/** What an audit found in one partition. */
export interface PartitionFindings {
  audit: PartitionAudit;
  judged: Judged;
  /** The offset of clean behind which everything is loaded. */
  loadedThrough: number;
  /** The raw offsets held. */
  held: HeldPartition;
  lonelyLetters: LonelyLetter[];
  problems: Problem[];
  /** Marks by raw offset: any span can be counted. */
  tally: PartitionTally;
}

// A log can lose its start while it is read, once an hour or so.
const mostRestarts = 3;

/**
 * Reads one partition of the logs and compares it with what is marked in `tally` as rows of the table.
 * @throws KafkaError, WarehouseError
 */
export async function auditPartition(
  parts: PartitionParts,
  known: Known,
  partition: number,
  tally: PartitionTally,
): Promise<PartitionFindings> {
  const { snapshot } = known;
  let held = {
    raw: snapshot.raw[partition]!,
    clean: snapshot.clean[partition]!,
    dlq: snapshot.dlq[partition]!,
  };
  for (let restarts = 0; ; restarts += 1) {
    try {
      tally.restart(held.raw.start);
      return await auditHeld(parts, known, partition, tally, held);
    } catch (error) {
      const isGone = error instanceof KafkaError && error.code === 'OFFSET_OUT_OF_RANGE';
      if (!isGone || restarts === mostRestarts) throw error;
      held = await withoutExpired(parts, partition, held);
    }
  }
}

async function withoutExpired(
  { kafka, topics }: PartitionParts,
  partition: number,
  held: HeldPartition,
): Promise<HeldPartition> {
  async function startOf(role: keyof TopicNames): Promise<{ start: number; end: number }> {
    const { start } = (await kafka.offsets(topics[role]))[partition]!;
    return { start, end: Math.max(start, held[role].end) };
  }
  return { raw: await startOf('raw'), clean: await startOf('clean'), dlq: await startOf('dlq') };
}

async function auditHeld(
  parts: PartitionParts,
  { snapshot, shelf, book }: Known,
  partition: number,
  tally: PartitionTally,
  held: HeldPartition,
): Promise<PartitionFindings> {
  const { kafka, topics, ledger } = parts;
  const problems = createProblems();
  const sums = book.openCleanSums(partition);
  const position = shelf.positionOf(partition);
  const { from, ranges } = shelf.of(partition, held.clean.start);
  const originals = createOriginals(partition);
  const lonely: LonelyLetter[] = [];
  let lettersSince = 0;

  function walk(firstLetterAt: number | null): CleanWalk {
    if (held.dlq.start > 0)
      lettersSince = Math.min(
        firstLetterAt ?? Number.POSITIVE_INFINITY,
        mayBeGoneBefore(snapshot.keptMs.dlq),
      );
    const what = { partition, topic: topics.clean, held: held.clean };
    return walkClean({ ...what, from, position, ranges, lettersSince, tally, originals, sums, problems });
  }
  async function answer(walked: CleanWalk): Promise<void> {
    lonely.push(...(await answerQuestions(walked.questions(), ledger, { tally, sums, lettersSince })));
  }
  await readPartition({ kafka, topics, partition, held, tally, originals, walk, answer });
  tellFalseConflicts();

  const cleanFrom = await toldFrom();
  const judged = await judgedSpan();
  tellExpired();
  const audit = tally.audit(judged);
  judgePartition(topics, audit, problems);
  originals.tell(topics, problems);
  if (tally.originalsAmiss(cleanFrom).offsets > 0)
    lonely.push(...(await findLonelyLetters(parts, partition, held.dlq, tally, cleanFrom, judged.through)));
  sums.close();
  const { nextOffset: loadedThrough } = position;
  return { audit, judged, loadedThrough, held, lonelyLetters: lonely, problems: problems.all(), tally };

  async function judgedSpan(): Promise<Judged> {
    const committed = snapshot.committed[partition] ?? 0;
    const through = Math.max(tally.highWater() + 1, from.rawHighWater + 1, committed);
    return {
      from: Math.max(cleanFrom, await rawSince(lettersSince)),
      through,
      rowsFrom: from.rawHighWater + 1,
    };
  }

  // The raw offset from which clean, as far as it is held, must tell of each clean record.
  async function toldFrom(): Promise<number> {
    if (held.clean.start === 0) return 0;
    // Records that could not be loaded are in no range: what the log begins with says more than the ledger then.
    const first = Math.max(from.rawHighWater + 1, tally.lowWater() ?? Number.POSITIVE_INFINITY);
    return Math.min(first, await rawSince(mayBeGoneBefore(snapshot.keptMs.clean)));
  }

  async function rawSince(timestamp: number): Promise<number> {
    if (timestamp <= 0) return 0;
    return timestamp === Number.POSITIVE_INFINITY
      ? held.raw.end
      : kafka.offsetAt(topics.raw, partition, timestamp);
  }

  // The letter and the row of the call's first record are settled by one commit, and rows stay.
  function tellFalseConflicts(): void {
    if (lonely.length === 0) return;
    const finder = createFinder();
    for (const { offset } of lonely) finder.add(offset);
    const says =
      'dead, for the call is said to have come first by another record; but telecom.telecom_data has no row of it';
    const where = `${topics.raw}/${partition} ${saySpans(finder.found())}`;
    problems.tell('false-conflict', partition, `${where} ${says}`);
  }

  // What was never judged and is gone: a validator stops there as well, until somebody accepts the loss.
  function tellExpired(): void {
    if (judged.through >= held.raw.start) return;
    const says = `${topics.raw}/${partition} offsets ${judged.through} to ${held.raw.start - 1} expired before they were judged`;
    problems.tell('expired', partition, says);
  }
}

// The clock of the brokers is not ours.
const clocksMayDifferMs = 3_600_000;

/** What was written before this moment, epoch ms, may have expired in a topic that keeps it so long. */
function mayBeGoneBefore(keptMs: number | null): number {
  return keptMs === null ? Number.POSITIVE_INFINITY : Date.now() - keptMs + clocksMayDifferMs;
}
