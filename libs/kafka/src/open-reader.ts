import { committedMessages } from './committed-messages.ts';
import { KafkaError, type KafkaRecord, type PartitionReader, type RecordBatch } from './kafka.ts';
import { toKafkaError } from './kafka-error.ts';
import { type Broker, type Cluster, type Message, readCommitted } from './kafkajs-internals.ts';
import { type ClusterOptions, openCluster } from './open-cluster.ts';

const maxWaitMs = 500;
// Decoded, a record takes several times its bytes, and of each partition held two fetches are in memory: one that is
// worked on, and one ahead. Much less would bring less than a send, and each answer has the start of one too many.
const maxBytes = 256 * 1024;

/** Which partition to read, from which offset on, on which cluster. */
export interface ReaderOptions extends ClusterOptions {
  topic: string;
  partition: number;
  offset: number;
}

/**
 * Reads one partition from an offset without a group, through kafkajs's own cluster and fetch: its public API has no
 * such thing. A connection of its own, because a broker answers one request of a connection at a time.
 * @throws KafkaError
 */
export async function openReader(options: ReaderOptions): Promise<PartitionReader> {
  const { topic, partition, offset } = options;
  const place = `${topic}/${partition}`;
  const { cluster, cut } = openCluster(options);
  let broker: Broker;
  try {
    broker = await leaderOf(cluster, topic, partition);
  } catch (error) {
    await cut();
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
    const { messages, abortedTransactions, highWatermark, lastStableOffset } = responses[0]!.partitions[0]!;
    // Sends come whole: the first one may have begun before.
    const asked = messages.filter(({ offset }) => Number(offset) >= from);
    const committed = committedMessages(asked, abortedTransactions ?? []);
    // A batch of nothing but control records still moves the position.
    const nextOffset = messages.length === 0 ? from : Number(asked.at(-1)?.offset ?? from) + 1;
    const [stable, endOffset] = [Number(lastStableOffset), Number(highWatermark)];
    const openTransaction = stable < endOffset && { openTransactionAt: stable };
    return { records: committed.map(toRecord), nextOffset, endOffset, ...openTransaction };
  }

  let ahead: Promise<RecordBatch> | null = null;
  let position = offset;
  let closed = false;

  async function next(): Promise<RecordBatch> {
    if (closed) throw new KafkaError(`reading ${place}: the reader is closed`, 'READER_CLOSED', true);
    try {
      const batch = await (ahead ?? fetch(position));
      position = batch.nextOffset;
      // A request sent while the connection closes would never be answered.
      ahead = closed ? null : fetch(position);
      ahead?.catch(() => undefined); // told by the next call
      return batch;
    } catch (error) {
      ahead = null;
      throw toKafkaError(`reading ${place} from offset ${position}`, error);
    }
  }

  async function close(): Promise<void> {
    closed = true;
    await cut();
  }

  return { next, close };
}

async function leaderOf(cluster: Cluster, topic: string, partition: number): Promise<Broker> {
  await cluster.connect();
  await cluster.addTargetTopic(topic);
  const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
  if (nodeId === undefined) {
    const what = `opening ${topic}/${partition}: the topic has no such partition`;
    throw new KafkaError(`${what}; was it created anew with fewer?`, 'UNKNOWN_TOPIC_OR_PARTITION', false);
  }
  return cluster.findBroker({ nodeId });
}

function toRecord(message: Message): KafkaRecord {
  return {
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    key: message.key,
    value: message.value,
    headers: headersOf(message),
  };
}

const noHeaders: Record<string, Buffer> = {};

// A header without a value says nothing.
function headersOf({ headers }: Message): Record<string, Buffer> {
  const entries = Object.entries(headers);
  if (entries.length === 0) return noHeaders;
  return Object.fromEntries(entries.filter((entry): entry is [string, Buffer] => entry[1] instanceof Buffer));
}
