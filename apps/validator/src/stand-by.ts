import type { GroupMember, GroupOptions, Kafka } from '@cdr/kafka';
import { pause } from '@cdr/worker';

const aliveEveryMs = 1_000;

/**
 * A group with more members than partitions has some that hold none. Such a one waits for another to go: this calls
 * `onAlive` once a second for as long as the membership holds nothing. The rest of the connection is passed on.
 */
export function withStandBy(kafka: Kafka, signal: AbortSignal, onAlive: () => void): Kafka {
  async function joinGroup(options: GroupOptions): Promise<GroupMember> {
    let idle = new AbortController();

    function onAssigned(partitions: number[]): void {
      idle.abort();
      idle = new AbortController();
      if (partitions.length === 0) void standBy(AbortSignal.any([signal, idle.signal]), onAlive);
      options.onAssigned(partitions);
    }

    function onLost(error: Error): void {
      idle.abort();
      options.onLost(error);
    }

    const member = await kafka.joinGroup({ ...options, onAssigned, onLost });
    async function close(): Promise<void> {
      idle.abort();
      await member.close();
    }
    return { commit: (positions) => member.commit(positions), close };
  }
  return { ...kafka, joinGroup };
}

async function standBy(signal: AbortSignal, onAlive: () => void): Promise<void> {
  while (!signal.aborted) {
    onAlive();
    await pause(aliveEveryMs, signal);
  }
}
