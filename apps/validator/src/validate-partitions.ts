import { holdPartitions, KafkaError } from '@cdr/kafka';
import { nextDelay, pause, type Trouble } from '@cdr/worker';
import type { Committer } from '@cdr/kafka';
import type { SeenCalls } from './seen-calls.ts';
import { SessionOver } from './session-over.ts';
import { type Judged, type PartitionOptions, validatePartition } from './validate-partition.ts';

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
}

const commitEveryMs = 1_000;
const delays = { baseMs: 200, capMs: 10_000 };

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
  const attempts = {};
  let why = 'assigned';
  let failures = 0;
  let lastCommit = 0;

  function judged(outcome: Judged): void {
    if (failures > 0) options.trouble.over(attempts, 'works');
    failures = 0;
    options.onJudged(outcome);
    const now = Date.now();
    if (now - lastCommit < commitEveryMs && outcome.nextOffset < outcome.endOffset) return;
    lastCommit = now;
    void committer.commit([{ partition, offset: outcome.nextOffset }]);
  }

  while (!signal.aborted) {
    try {
      const events = {
        takenOver: (taken: Parameters<PartitionOptions['events']['takenOver']>[0]) =>
          options.onTakeover({ ...taken, why }),
        judged,
      };
      await validatePartition({ ...options, partition, seen, events, signal });
    } catch (error) {
      if (signal.aborted) break;
      if (error instanceof SessionOver) {
        why = error.reason;
        continue;
      }
      if (!(error instanceof KafkaError && error.retriable)) throw error;
      why = error.code;
      options.trouble.failed(attempts, error);
      await pause(nextDelay(failures, delays, Math.random), signal);
      failures += 1;
    }
  }
  options.trouble.over(attempts, 'given up');
}
