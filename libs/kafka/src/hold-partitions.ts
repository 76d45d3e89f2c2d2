import type { GroupMember, Kafka } from './kafka.ts';

/** Which group and topic to hold partitions of, and what to do with them. */
export interface HoldOptions {
  kafka: Kafka;
  group: string;
  topic: string;
  /** Works on the partitions held until the signal aborts, then settles what is in flight and returns. */
  work: (partitions: number[], signal: AbortSignal, member: Committer) => Promise<void>;
  signal: AbortSignal;
}

/** The part of a membership that `work` may use. */
export type Committer = Pick<GroupMember, 'commit'>;

/**
 * Joins a group and runs `work` on the partitions held, anew after each assignment; two runs never overlap. Resolves
 * when the signal aborts.
 * @throws what `work` throws, or KafkaError when membership is lost.
 */
export async function holdPartitions({ kafka, group, topic, work, signal }: HoldOptions): Promise<void> {
  if (signal.aborted) return;
  const end = Promise.withResolvers<never>();
  end.promise.catch(() => undefined);
  let current = new AbortController();
  let settled: Promise<void> = Promise.resolve();
  let member: GroupMember | null = null;
  const committer: Committer = { commit: (positions) => member?.commit(positions) ?? Promise.resolve(false) };

  // Void what was held at once; start on the new partitions when the old work has settled.
  function onAssigned(partitions: number[]): void {
    current.abort();
    const mine = new AbortController();
    current = mine;
    settled = settled.then(async () => {
      if (mine.signal.aborted || signal.aborted || partitions.length === 0) return;
      await work(partitions, mine.signal, committer);
    });
    settled.catch(end.reject);
  }

  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

  try {
    member = await kafka.joinGroup({ group, topic, onAssigned, onLost: end.reject });
    await Promise.race([aborted, end.promise]);
  } finally {
    current.abort();
    await settled.catch(() => undefined);
    await member?.close();
  }
}
