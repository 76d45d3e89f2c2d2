import kafkajs, { type Admin } from 'kafkajs';
import { boundHeaders } from './bounded-headers.ts';
import { knownHeaders } from './dead-letter.ts';
import { joinGroup } from './join-group.ts';
import type { Kafka, OffsetRange, Sent, TopicDescription, TopicSpec } from './kafka.ts';
import { KafkaError } from './kafka.ts';
import { toKafkaError } from './kafka-error.ts';
import { undoFailedConnects } from './kafkajs-connect.ts';
import { tellMetadataErrors } from './kafkajs-metadata.ts';
import { writeNumbersInPlace } from './kafkajs-numbers.ts';
import { quietRequestQueue } from './kafkajs-timer.ts';
import { openPublisher } from './open-publisher.ts';
import { openReader } from './open-reader.ts';
import { connectionTimeoutMs, patience, requestTimeoutMs } from './patience.ts';
import { createSockets } from './sockets.ts';
import { untilLed } from './until-led.ts';

const topicResource = 2;

export interface ConnectOptions {
  brokers: string[];
  clientId: string;
  /** Hears of each send that was acknowledged, whatever publisher sent it. */
  onSent?: (sent: Sent) => void;
  /** Cuts every connection when it aborts, those of readers and members too: what is under way fails at once. */
  giveUp?: AbortSignal;
}

/** Connects to a cluster. @throws KafkaError when no broker answers. */
export async function connectKafka({ brokers, clientId, onSent, giveUp }: ConnectOptions): Promise<Kafka> {
  quietRequestQueue();
  writeNumbersInPlace();
  tellMetadataErrors();
  undoFailedConnects();
  boundHeaders(knownHeaders);
  const sockets = createSockets();
  if (giveUp?.aborted) sockets.cut();
  giveUp?.addEventListener('abort', sockets.cut, { once: true });
  const client = new kafkajs.Kafka({
    brokers,
    clientId,
    socketFactory: sockets.open,
    logLevel: kafkajs.logLevel.NOTHING, // every error comes back to us and is told once, in our words
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    enforceRequestTimeout: true,
    retry: { ...patience, restartOnFailure: () => Promise.resolve(false) },
  });
  let admin: Admin | null = null;
  let closed = false;
  async function connected(): Promise<Admin> {
    if (closed) throw new KafkaError('the connection is closed', 'CONNECTION_CLOSED', true);
    if (admin !== null) return admin;
    admin = client.admin({ retry: patience });
    await admin.connect();
    return admin;
  }

  // One question at a time: side by side, kafkajs's admin overwrites the metadata that the other answer needs. After
  // trouble it would also keep its old picture of the leaders for minutes, so the next question takes a new one.
  let last: Promise<unknown> = Promise.resolve();
  function ask<T>(doing: string, question: (admin: Admin) => Promise<T>): Promise<T> {
    const answer = last
      .then(async () => question(await connected()))
      .catch((error: unknown) => {
        const told = toKafkaError(doing, error);
        if (told.retriable) dropAdmin();
        throw told;
      });
    last = answer.catch(() => undefined);
    return answer;
  }

  function dropAdmin(): void {
    void admin?.disconnect().catch(() => undefined);
    admin = null;
  }

  await ask(`connecting to Kafka at ${brokers.join(', ')}`, () => Promise.resolve()).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );

  async function offsets(topic: string): Promise<OffsetRange[]> {
    const found = await ask(`asking for the offsets of ${topic}`, (admin) => admin.fetchTopicOffsets(topic));
    const ranges: OffsetRange[] = [];
    for (const { partition, low, high } of found)
      ranges[partition] = { start: Number(low), end: Number(high) };
    return ranges;
  }

  async function offsetsAt(topic: string, timestamp: number): Promise<number[]> {
    const doing = `asking for the offsets of a timestamp in ${topic}`;
    // Below zero the protocol has other meanings: -1 asks for the end.
    const since = Math.max(0, timestamp);
    const found = await ask(doing, (admin) => admin.fetchTopicOffsetsByTimestamp(topic, since));
    const offsets: number[] = [];
    for (const { partition, offset } of found) offsets[partition] = Number(offset);
    return offsets;
  }

  async function offsetAt(topic: string, partition: number, timestamp: number): Promise<number> {
    return (await offsetsAt(topic, timestamp))[partition]!;
  }

  async function committedOffsets(group: string, topic: string): Promise<(number | null)[]> {
    const doing = `asking for the offsets of group ${group}`;
    const [found] = await ask(doing, (admin) => admin.fetchOffsets({ groupId: group, topics: [topic] }));
    const offsets: (number | null)[] = [];
    for (const { partition, offset } of found?.partitions ?? [])
      offsets[partition] = Number(offset) < 0 ? null : Number(offset);
    return offsets;
  }

  async function memberCount(group: string): Promise<number> {
    const doing = `asking for the members of group ${group}`;
    const { groups } = await ask(doing, (admin) => admin.describeGroups([group]));
    return groups[0]?.members.length ?? 0;
  }

  async function describeTopic(topic: string): Promise<TopicDescription | null> {
    const doing = `describing topic ${topic}`;
    try {
      const found = await describePartitions(topic);
      const replicas = Math.min(...found.map((partition) => partition.replicas.length));
      const resources = [{ type: topicResource, name: topic }];
      const configs = await ask(doing, (admin) =>
        admin.describeConfigs({ includeSynonyms: false, resources }),
      );
      const entries = configs.resources[0]!.configEntries.map((e) => [e.configName, e.configValue] as const);
      return { partitions: found.length, replicas, settings: Object.fromEntries(entries) };
    } catch (error) {
      if (error instanceof KafkaError && error.code === 'UNKNOWN_TOPIC_OR_PARTITION') return null;
      throw error;
    }
  }

  async function createTopic({ topic, partitions, replicas, settings }: TopicSpec): Promise<boolean> {
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    const topics = [{ topic, numPartitions: partitions, replicationFactor: replicas, configEntries }];
    const doing = `creating topic ${topic}`;
    const created = await ask(doing, (admin) => admin.createTopics({ waitForLeaders: false, topics }));
    // Asked of the leaders themselves: the controller names them before they know of it.
    if (created) await untilLed(() => offsets(topic));
    return created;
  }

  async function describePartitions(topic: string) {
    const doing = `describing topic ${topic}`;
    const metadata = await ask(doing, (admin) => admin.fetchTopicMetadata({ topics: [topic] }));
    return metadata.topics[0]!.partitions;
  }

  async function close(): Promise<void> {
    closed = true;
    await admin?.disconnect().catch(() => undefined);
    giveUp?.removeEventListener('abort', sockets.cut);
  }

  return {
    openPublisher: async (topic) =>
      openPublisher(client, topic, (await describePartitions(topic)).length, onSent),
    openReader: (topic, partition, offset) =>
      openReader({ brokers, clientId, sockets, topic, partition, offset }),
    joinGroup: (options) => joinGroup(client, options),
    offsets,
    offsetAt,
    offsetsAt,
    committedOffsets,
    memberCount,
    describeTopic,
    createTopic,
    close,
  };
}
