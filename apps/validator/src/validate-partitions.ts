import { type Committer, holdPartitions, isPassing, KafkaError } from '@cdr/kafka';
import { keepRunning, Stop, type Trouble } from '@cdr/worker';
import { createPositionCommitter } from './commit-position.ts';
import type { SeenCalls } from './seen-calls.ts';
import { SessionOver } from './session-over.ts';
import {
  type Judged,
  type PartitionEvents,
  type PartitionOptions,
  type Taken,
  validatePartition,
} from './validate-partition.ts';

export interface ValidatorOptions extends Omit<PartitionOptions, 'partition' | 'seen' | 'events'> {
  /** One state for each partition of the topic, made at start. */
  seenCalls: readonly SeenCalls[];
  events: ValidatorEvents;
  trouble: Trouble;
  onRetry: (error: unknown) => void;
}

/** What the validator tells of all its partitions. */
export interface ValidatorEvents {
  /** The worker is alive, though it holds no partition. */
  alive(): void;
  /** The partition is held from now on, and its first takeover begins. */
  held(partition: number): void;
  /** A takeover has done one thing more. */
  takingOver(partition: number): void;
  /** `why` is a word for the metric: `assigned`, `foreign-write`, or the code of the error that ended the session before. */
  takenOver(taken: Taken & { why: string }): void;
  judged(outcome: Judged): void;
  /** The partition is no longer held here. */
  left(partition: number): void;
}

/**
 * Validates every partition this worker holds, until the signal aborts; a session that ends is begun anew for ever.
 * @throws Stop when a person must look, KafkaError when membership of the group is lost.
 */
export async function validatePartitions(options: ValidatorOptions): Promise<void> {
  const { kafka, group, topics, signal, events } = options;
  await holdPartitions({ kafka, group, topic: topics.raw, signal, work, idle: () => events.alive() });

  async function work(partitions: number[], held: AbortSignal, committer: Committer): Promise<void> {
    const all = new AbortController();
    const until = AbortSignal.any([held, all.signal]);
    const sessions = partitions.map((partition) => keepValidating(partition, options, until, committer));
    try {
      await Promise.all(sessions);
    } finally {
      // One partition that must stop stops them all, each with its sends settled.
      all.abort();
      await Promise.allSettled(sessions);
    }
  }
}

async function keepValidating(
  partition: number,
  options: ValidatorOptions,
  signal: AbortSignal,
  committer: Committer,
): Promise<void> {
  const { topics, seenCalls, events, trouble, onRetry } = options;
  const seen = seenCalls[partition];
  if (seen === undefined) throw new Stop(moreThanAtStart(topics.raw, partition));
  const commit = createPositionCommitter(partition, committer, Date.now);
  let why = 'assigned';

  async function session(works: () => void): Promise<void> {
    const told: PartitionEvents = {
      takingOver: () => events.takingOver(partition),
      takenOver: (taken) => events.takenOver({ ...taken, why }),
      judged(outcome) {
        works();
        events.judged(outcome);
        void commit(outcome);
      },
    };
    try {
      await validatePartition({ ...options, partition, seen: seen!, events: told, signal });
    } catch (error) {
      if (error instanceof KafkaError) why = error.code;
      if (!(error instanceof SessionOver)) throw error;
      why = error.reason;
    }
  }

  events.held(partition);
  try {
    await keepRunning(session, {
      troubleOf: (error) => (isPassing(error) ? trouble : null),
      cures: [trouble],
      signal,
      onRetry,
    });
  } finally {
    events.left(partition);
  }
}

function moreThanAtStart(topic: string, partition: number): string {
  return (
    `${topic} has got a partition ${partition} that was not there at the start: give clean and dlq as many partitions, ` +
    'then start all validators again'
  );
}
