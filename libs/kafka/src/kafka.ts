/**
 * The port: all that this project asks of Kafka. No type of the client library leaves this package.
 * Offsets are numbers (exact up to 2^53); timestamps are ms since the epoch.
 */

/** A record as read from one partition. */
export interface KafkaRecord {
  offset: number;
  timestamp: number;
  key: Buffer | null;
  /** null is a tombstone. */
  value: Buffer | null;
  /** Those that this project knows (dead-letter.ts) and that have a value; of a name that stands twice the last. */
  headers: Record<string, Buffer>;
}

/** A message to write. Without a timestamp the client's clock is used (and topics with LogAppendTime ignore it). */
export interface OutgoingMessage {
  key: Buffer | string | null;
  value: Buffer | string | null;
  timestamp?: number;
  headers?: Record<string, string>;
}

/** Where one acknowledged send landed: offsets `baseOffset` to `baseOffset + count - 1`. */
export interface Appended {
  baseOffset: number;
  count: number;
}

/** A send that Kafka has acknowledged, for metrics. */
export interface Sent {
  topic: string;
  partition: number;
  messages: number;
  /** Of keys, values and headers, before compression. */
  bytes: number;
  /** From its begin to the acknowledgement. */
  seconds: number;
}

/** An idempotent producer of its own (acks=all). After any error it must be closed and opened anew. */
export interface Publisher {
  readonly topic: string;
  readonly partitions: number;
  /**
   * Appends messages in order: cut into sends of at most 300 messages and 512 KiB, one send in flight whoever calls.
   * @throws KafkaError when a send failed: what it held may or may not be in the log; every later call fails as well.
   */
  publish(partition: number, messages: OutgoingMessage[]): Promise<Appended[]>;
  close(): Promise<void>;
}

/** What one fetch of a partition brought. */
export interface RecordBatch {
  /** Records at or behind the asked offset, in order; empty when nothing new arrived within the wait. */
  records: KafkaRecord[];
  /** Where the next read begins. */
  nextOffset: number;
  /** The partition's end: the offset the next record written will get. */
  endOffset: number;
  /** Where a transaction begins that is still open: nothing from there on can be read before it ends. */
  openTransactionAt?: number;
}

/** Reads one partition without a group, one fetch ahead. After any error it must be closed and opened anew. */
export interface PartitionReader {
  /**
   * The next batch; waits up to half a second for one.
   * @throws KafkaError with code `OFFSET_OUT_OF_RANGE` when the position is not in the log.
   */
  next(): Promise<RecordBatch>;
  /** Ends at once; a `next` under way throws a retriable KafkaError. */
  close(): Promise<void>;
}

/**
 * The offsets a partition holds: from `start` (the first record kept) up to, not including, `end`; at most up to where a
 * transaction begins that is still open.
 */
export interface OffsetRange {
  start: number;
  end: number;
}

/** Membership in a consumer group, used only to learn which partitions this process holds. */
export interface GroupMember {
  /** Stores positions for the lag display, which are never trusted; resolves to whether the group took them. */
  commit(positions: { partition: number; offset: number }[]): Promise<boolean>;
  close(): Promise<void>;
}

/** Which group to join, for which topic, and whom to tell. */
export interface GroupOptions {
  group: string;
  topic: string;
  /** Called synchronously with the partitions held from now on; whatever was held before is void. */
  onAssigned: (partitions: number[]) => void;
  /** Called once when membership is lost for good; close and join anew. */
  onLost: (error: Error) => void;
}

/** A topic to create. */
export interface TopicSpec {
  topic: string;
  partitions: number;
  replicas: number;
  settings: Record<string, string>;
}

/** A topic as it is, with all its settings, default ones too. */
export interface TopicDescription {
  partitions: number;
  /** Of the partition that has the fewest. */
  replicas: number;
  settings: Record<string, string>;
}

/** A connection to one cluster. */
export interface Kafka {
  openPublisher(topic: string): Promise<Publisher>;
  openReader(topic: string, partition: number, offset: number): Promise<PartitionReader>;
  joinGroup(options: GroupOptions): Promise<GroupMember>;
  /** Offsets held, by partition number. */
  offsets(topic: string): Promise<OffsetRange[]>;
  /** The first offset whose timestamp (ms) is at or above `timestamp`; the partition's end when there is none. */
  offsetAt(topic: string, partition: number, timestamp: number): Promise<number>;
  /** The same of each partition, by its number, at one request. */
  offsetsAt(topic: string, timestamp: number): Promise<number[]>;
  /** The offsets committed by a group, by partition number; null where it has none. */
  committedOffsets(group: string, topic: string): Promise<(number | null)[]>;
  /** How many members a group has; 0 when there is no such group. */
  memberCount(group: string): Promise<number>;
  /** null when the topic does not exist. */
  describeTopic(topic: string): Promise<TopicDescription | null>;
  /** Creates a topic; resolves false when it exists already. */
  createTopic(spec: TopicSpec): Promise<boolean>;
  close(): Promise<void>;
}

/** `retriable` tells trouble that passes by itself (connection, leader change) from what needs a person. */
export class KafkaError extends Error {
  readonly code: string;
  readonly retriable: boolean;

  constructor(message: string, code: string, retriable: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KafkaError';
    this.code = code;
    this.retriable = retriable;
  }
}
