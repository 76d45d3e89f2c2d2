import type { KafkaRecord, PartitionReader, RecordBatch } from './kafka.ts';
import { toKafkaError } from './kafka-error.ts';
import { Batch, type Broker, Cluster, loggers, type Message, socketFactory } from './kafkajs-internals.ts';
import { connectionTimeoutMs, patience, requestTimeoutMs } from './patience.ts';

const readCommitted = 1;
const maxWaitMs = 500;
const maxBytes = 1_048_576;

export interface ReaderOptions {
  brokers: string[];
  clientId: string;
  topic: string;
  partition: number;
  offset: number;
}

/**
 * Reads one partition from an offset without a group, through kafkajs's own cluster and fetch: its public API has no
 * such thing. A connection of its own, because a broker answers one request of a connection at a time.
 */
export async function openReader({
  brokers,
  clientId,
  topic,
  partition,
  offset,
}: ReaderOptions): Promise<PartitionReader> {
  const place = `${topic}/${partition}`;
  const cluster = createCluster(brokers, clientId);
  let broker: Broker;
  try {
    await cluster.connect();
    await cluster.addTargetTopic(topic);
    broker = await cluster.findBroker({
      nodeId: Object.keys(cluster.findLeaderForPartitions(topic, [partition]))[0]!,
    });
  } catch (error) {
    await cluster.disconnect().catch(() => undefined);
    throw toKafkaError(`opening ${place}`, error);
  }

  async function fetch(from: number): Promise<RecordBatch> {
    const fetchOffset = String(from);
    const { responses } = await broker.fetch({
      isolationLevel: readCommitted,
      maxWaitTime: maxWaitMs,
      minBytes: 1,
      maxBytes,
      topics: [{ topic, partitions: [{ partition, fetchOffset, maxBytes }] }],
    });
    const batch = new Batch(topic, fetchOffset, responses[0]!.partitions[0]);
    const endOffset = Number(batch.highWatermark);
    // A batch of nothing but control records still moves the position.
    const nextOffset = batch.rawMessages.length === 0 ? from : Math.max(from, Number(batch.lastOffset()) + 1);
    return { records: batch.messages.map(toRecord), nextOffset, endOffset };
  }

  let ahead: Promise<RecordBatch> | null = null;
  let position = offset;

  async function next(): Promise<RecordBatch> {
    try {
      const batch = await (ahead ?? fetch(position));
      position = batch.nextOffset;
      ahead = fetch(position);
      ahead.catch(() => undefined); // told by the next call
      return batch;
    } catch (error) {
      ahead = null;
      throw toKafkaError(`reading ${place} from offset ${position}`, error);
    }
  }

  async function close(): Promise<void> {
    await cluster.disconnect().catch(() => undefined);
  }

  return { next, close };
}

function toRecord(message: Message): KafkaRecord {
  return {
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    key: message.key,
    value: message.value,
    headers: message.headers ?? noHeaders,
  };
}

const noHeaders: Record<string, Buffer> = {};

function createCluster(brokers: string[], clientId: string): Cluster {
  return new Cluster({
    logger: loggers.createLogger({ level: 0, logCreator: () => () => undefined }),
    socketFactory: socketFactory(),
    brokers,
    clientId,
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    enforceRequestTimeout: true,
    metadataMaxAge: 300_000,
    allowAutoTopicCreation: false,
    maxInFlightRequests: null,
    isolationLevel: readCommitted,
    retry: patience,
  });
}
