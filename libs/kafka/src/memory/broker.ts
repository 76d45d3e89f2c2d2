import { KafkaError, type TopicDescription, type TopicSpec } from '../kafka.ts';
import { createGroups, type Groups } from './groups.ts';
import { createLog, type Log } from './log.ts';

/** What a broker holds, in memory; everything happens at once when it is asked. */
export interface MemoryBroker {
  groups: Groups;
  /** @throws KafkaError when there is no such topic */
  logs(topic: string): Log[];
  log(topic: string, partition: number): Log;
  /** null when the topic does not exist. */
  describe(topic: string): TopicDescription | null;
  /** Whether it was not there before. */
  create(topic: Pick<TopicSpec, 'topic' | 'partitions' | 'settings'>): boolean;
  /** Changes settings of a topic that is there. */
  alter(topic: string, settings: Record<string, string>): void;
  /** Deletes a partition's records and begins it anew at offset 0. */
  recreate(topic: string, partition: number): void;
  newProducerId(): number;
}

interface Topic {
  logs: Log[];
  settings: Record<string, string>;
}

/** A broker without topics; `now` is its clock, ms. */
export function createMemoryBroker(now: () => number = Date.now): MemoryBroker {
  const topics = new Map<string, Topic>();
  let producers = 0;

  function newLog({ 'message.timestamp.type': type }: Record<string, string>): Log {
    return createLog(type === 'LogAppendTime' ? now : undefined);
  }

  function find(name: string): Topic {
    const topic = topics.get(name);
    if (topic !== undefined) return topic;
    throw new KafkaError(`there is no topic ${name}`, 'UNKNOWN_TOPIC_OR_PARTITION', false);
  }

  function create({
    topic,
    partitions,
    settings,
  }: Pick<TopicSpec, 'topic' | 'partitions' | 'settings'>): boolean {
    if (topics.has(topic)) return false;
    topics.set(topic, { logs: Array.from({ length: partitions }, () => newLog(settings)), settings });
    return true;
  }

  return {
    groups: createGroups((topic) => find(topic).logs.length),
    logs: (topic) => find(topic).logs,
    log: (topic, partition) => find(topic).logs[partition]!,
    describe(name) {
      const topic = topics.get(name);
      return topic === undefined
        ? null
        : { partitions: topic.logs.length, replicas: 1, settings: topic.settings };
    },
    create,
    alter(name, settings) {
      const topic = find(name);
      topic.settings = { ...topic.settings, ...settings };
    },
    recreate(name, partition) {
      const topic = find(name);
      topic.logs[partition] = newLog(topic.settings);
    },
    newProducerId: () => (producers += 1),
  };
}
