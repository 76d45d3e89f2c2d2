import { type Committer, holdPartitions, KafkaError } from '@cdr/kafka';
import { keepRunning, type Trouble } from '@cdr/worker';
import type { SeenCalls } from './seen-calls.ts';
import { SessionOver } from './session-over.ts';
import {
  type Judged,
  type PartitionEvents,
  type PartitionOptions,
  validatePartition,
} from './validate-partition.ts';

export interface ValidatorOptions extends Omit<PartitionOptions, 'partition' | 'seen' | 'events'> {
  /** One state for each partition of the topic, made at start. */
  seenCalls: readonly SeenCalls[];
  /** Why a partition was taken over: its name goes to the metric. */
  onTakeover: (taken: {
    partition: number;
    position: number;
    remembered: number;
    seconds: number;
    why: string;
  }) => void;
  onJudged: (outcome: Judged) => void;
  trouble: Trouble;
  onRetry: (error: unknown) => void;
}

const commitEveryMs = 1_000;

/** Validates every partition this worker holds, until the signal aborts; a session that ends is begun anew for ever. */
export async function validatePartitions(options: ValidatorOptions): Promise<void> {
  const { kafka, group, topics, signal } = options;
  await holdPartitions({ kafka, group, topic: topics.raw, signal, work });

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
  const seen = options.seenCalls[partition]!;
  let why = 'assigned';
  let lastCommit = 0;
  let committed = -1;

  async function commitNowAndThen({ nextOffset, endOffset }: Judged): Promise<void> {
    const now = Date.now();
    if (nextOffset === committed || (now - lastCommit < commitEveryMs && nextOffset < endOffset)) return;
    lastCommit = now;
    if (await committer.commit([{ partition, offset: nextOffset }])) committed = nextOffset;
  }

  async function session(works: () => void): Promise<void> {
    const events: PartitionEvents = {
      takenOver: (taken) => options.onTakeover({ ...taken, why }),
      judged(outcome) {
        works();
        options.onJudged(outcome);
        void commitNowAndThen(outcome);
      },
    };
    try {
      await validatePartition({ ...options, partition, seen, events, signal });
    } catch (error) {
      if (error instanceof KafkaError) why = error.code;
      if (!(error instanceof SessionOver)) throw error;
      why = error.reason;
    }
  }

  const troubleOf = (error: unknown) => (isPassing(error) ? options.trouble : null);
  await keepRunning(session, { troubleOf, signal, onRetry: options.onRetry });
}

/** Whether an error is trouble with Kafka that passes by itself. */
export function isPassing(error: unknown): boolean {
  return error instanceof KafkaError && error.retriable;
}
