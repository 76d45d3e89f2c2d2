import type { Kafka as Client } from 'kafkajs';
import {
  type GroupMember,
  type Kafka,
  KafkaError,
  type PartitionReader,
  type RecordBatch,
  type Sent,
} from '../kafka.ts';
import { openPublisher } from '../open-publisher.ts';
import type { MemoryBroker } from './broker.ts';
import { type Network, promptNetwork } from './network.ts';
import { memoryProducerClient } from './producer.ts';

export interface MemoryConnectOptions {
  broker: MemoryBroker;
  network?: Network;
  /** How many records a read brings at most. */
  batchSize?: number;
  onSent?: (sent: Sent) => void;
}

/** The port over a broker in memory, held to the same contract as the one over kafkajs; with the real publisher. */
export function connectMemoryKafka({
  broker,
  network = promptNetwork,
  batchSize = 100,
  onSent,
}: MemoryConnectOptions): Kafka {
  const client = memoryProducerClient(broker, network) as Client;

  function ask<T>(topic: string | null, answer: () => T): Promise<T> {
    return network({ what: 'ask', topic }, answer);
  }

  async function openReader(topic: string, partition: number, offset: number): Promise<PartitionReader> {
    await ask(topic, () => logOf(topic, partition));
    let position = offset;
    let closed = false;

    async function next(): Promise<RecordBatch> {
      if (closed) throw new KafkaError('the reader is closed', 'READER_CLOSED', true);
      function waits(): boolean {
        return position === broker.log(topic, partition).end;
      }
      const batch = await network({ what: 'fetch', topic, partition, waits }, () =>
        fetch(topic, partition, position),
      );
      position = batch.nextOffset;
      return batch;
    }
    async function close(): Promise<void> {
      closed = true;
    }
    return { next, close };
  }

  function logOf(topic: string, partition: number) {
    const log = broker.logs(topic)[partition];
    if (log !== undefined) return log;
    throw new KafkaError(`${topic} has no partition ${partition}`, 'UNKNOWN_TOPIC_OR_PARTITION', false);
  }

  function fetch(topic: string, partition: number, position: number): RecordBatch {
    const { start, end, from } = logOf(topic, partition);
    if (position < start || position > end)
      throw new KafkaError(`${topic}/${partition} has no offset ${position}`, 'OFFSET_OUT_OF_RANGE', false);
    const records = from(position, batchSize);
    const nextOffset = records.length < batchSize ? end : records.at(-1)!.offset + 1;
    return { records, nextOffset, endOffset: end };
  }

  async function joinGroup(options: Parameters<Kafka['joinGroup']>[0]): Promise<GroupMember> {
    const { topic } = options;
    const member = await ask(topic, () => broker.groups.join(options));

    async function commit(positions: { partition: number; offset: number }[]): Promise<boolean> {
      const taken = network({ what: 'commit', topic, positions }, () =>
        broker.groups.commit(member, positions),
      );
      return taken.catch(() => false);
    }
    return { commit, close: () => ask(topic, () => broker.groups.leave(member)) };
  }

  return {
    openPublisher: async (topic) =>
      openPublisher(client, topic, (await ask(topic, () => broker.logs(topic))).length, onSent),
    openReader,
    joinGroup,
    offsets: (topic) => ask(topic, () => broker.logs(topic).map(({ start, end }) => ({ start, end }))),
    offsetAt: (topic, partition, timestamp) =>
      ask(topic, () => firstSince(broker.log(topic, partition), timestamp)),
    offsetsAt: (topic, timestamp) =>
      ask(topic, () => broker.logs(topic).map((log) => firstSince(log, timestamp))),
    committedOffsets: (group, topic) => ask(topic, () => [...broker.groups.committed(group, topic)]),
    memberCount: (group) => ask(null, () => broker.groups.members(group).length),
    describeTopic: (topic) => ask(topic, () => broker.describe(topic)),
    createTopic: (spec) => ask(spec.topic, () => broker.create(spec)),
    close: () => Promise.resolve(),
  };
}

function firstSince({ records, end }: ReturnType<MemoryBroker['log']>, timestamp: number): number {
  return records.find((record) => record.timestamp >= timestamp)?.offset ?? end;
}
