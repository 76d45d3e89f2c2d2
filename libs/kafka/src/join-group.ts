import type { Kafka as Client } from 'kafkajs';
import type { GroupMember, GroupOptions } from './kafka.ts';
import { toKafkaError } from './kafka-error.ts';
import { patience, sessionTimeoutMs } from './patience.ts';

// How the client tells that the group lost its coordinator, or us, in the middle of a join. A broker that was just made
// does so at the first join of all, while it makes the topic of its groups.
const joinDisturbed = 'KafkaJSError';

/**
 * Joins a consumer group to learn which partitions this process holds, and for nothing else: every partition stays
 * paused, records come through partition readers. So no seek can reset a position, and heartbeats go on whatever the
 * worker does. A worker that died frees its partitions after the session timeout.
 */
export async function joinGroup(
  client: Client,
  { group, topic, onAssigned, onLost }: GroupOptions,
): Promise<GroupMember> {
  const consumer = client.consumer({
    groupId: group,
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: 1_000,
    rebalanceTimeout: 30_000,
    maxWaitTimeInMs: 500,
    allowAutoTopicCreation: false,
    retry: { ...patience, restartOnFailure: () => Promise.resolve(false) },
  });

  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    const partitions = payload.memberAssignment[topic] ?? [];
    consumer.pause([{ topic, partitions }]);
    onAssigned(partitions);
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    onLost(toKafkaError(`being a member of group ${group}`, payload.error, joinDisturbed));
  });

  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatch: () => Promise.resolve() });
  } catch (error) {
    await consumer.disconnect().catch(() => undefined);
    throw toKafkaError(`joining group ${group}`, error, joinDisturbed);
  }

  async function commit(positions: { partition: number; offset: number }[]): Promise<boolean> {
    const offsets = positions.map(({ partition, offset }) => ({ topic, partition, offset: String(offset) }));
    return consumer.commitOffsets(offsets).then(
      () => true,
      () => false, // a member that has just lost its partitions may not; the new owner will
    );
  }

  async function close(): Promise<void> {
    await consumer.disconnect().catch(() => undefined);
  }

  return { commit, close };
}
