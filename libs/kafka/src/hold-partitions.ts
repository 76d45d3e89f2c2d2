import type { GroupMember, Kafka } from './kafka.ts';

/** Which group and topic to hold partitions of, and what to do with them. */
export interface HoldOptions {
  kafka: Kafka;
  group: string;
  topic: string;
  /** Works on the partitions held until the signal aborts, then settles what is in flight and returns. */
  work: (partitions: number[], signal: AbortSignal, member: Committer) => Promise<void>;
  /** Called once a second while the group leaves this member without a partition: it stands by, which is no stall. */
  idle?: () => void;
  signal: AbortSignal;
}

const idleEveryMs = 1_000;

/** The part of a membership that `work` may use. */
export type Committer = Pick<GroupMember, 'commit'>;

/**
 * Joins a group and runs `work` on the partitions held, anew after each assignment; two runs never overlap. Resolves
 * when the signal aborts.
 * @throws what `work` throws, also while it settles, or KafkaError when membership is lost.
 */
export async function holdPartitions(options: HoldOptions): Promise<void> {
  const { kafka, group, topic, work, idle, signal } = options;
  if (signal.aborted) return;
  const end = Promise.withResolvers<undefined>();
  end.promise.catch(() => undefined);
  let current = new AbortController();
  let settled: Promise<void> = Promise.resolve();
  let member: GroupMember | null = null;
  let pulse: NodeJS.Timeout | undefined;
  let left = false;
  const committer: Committer = { commit: (positions) => member?.commit(positions) ?? Promise.resolve(false) };

  // Void what was held at once; start on the new partitions when the old work has settled.
  function onAssigned(partitions: number[]): void {
    if (left) return; // until the member is closed, the group may still assign
    current.abort();
    const mine = new AbortController();
    current = mine;
    clearInterval(pulse);
    if (partitions.length === 0 && idle) {
      idle();
      pulse = setInterval(idle, idleEveryMs);
    }
    settled = settled.then(async () => {
      if (mine.signal.aborted || signal.aborted || partitions.length === 0) return;
      await work(partitions, mine.signal, committer);
    });
    settled.catch(end.reject);
  }

  function onStop(): void {
    end.resolve(undefined);
  }
  signal.addEventListener('abort', onStop);

  try {
    member = await kafka.joinGroup({ group, topic, onAssigned, onLost: end.reject });
    await end.promise;
  } finally {
    left = true;
    signal.removeEventListener('abort', onStop);
    current.abort();
    clearInterval(pulse);
    await settled.catch(() => undefined);
    await member?.close();
  }
  await settled;
}
