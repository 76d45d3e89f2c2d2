// The one file that reaches into kafkajs 2.2.4 (pinned): its public API cannot read a partition without a group. The
// package types none of this, so the types below say what was read in its source; open-reader's test holds them to it.

import type { Socket } from 'node:net';
// @ts-expect-error kafkajs has no types for its inside
import brokerClass from 'kafkajs/src/broker/index.js';
// @ts-expect-error kafkajs has no types for its inside
import brokerPoolClass from 'kafkajs/src/cluster/brokerPool.js';
// @ts-expect-error kafkajs has no types for its inside
import clusterClass from 'kafkajs/src/cluster/index.js';
// @ts-expect-error kafkajs has no types for its inside
import decoderClass from 'kafkajs/src/protocol/decoder.js';
// @ts-expect-error kafkajs has no types for its inside
import encoderClass from 'kafkajs/src/protocol/encoder.js';
// @ts-expect-error kafkajs has no types for its inside
import loggersModule from 'kafkajs/src/loggers/index.js';
// @ts-expect-error kafkajs has no types for its inside
import requestQueueClass from 'kafkajs/src/network/requestQueue/index.js';
// @ts-expect-error kafkajs has no types for its inside
import socketFactoryFunction from 'kafkajs/src/network/socketFactory.js';

/** The isolation level at which records of open and aborted transactions are left out. */
export const readCommitted = 1;

/** A record as decoded, with what the fetch's batch says of its producer. */
export interface Message {
  offset: string;
  timestamp: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, Buffer | null>;
  isControlRecord: boolean;
  batchContext: { producerId: string; inTransaction: boolean };
}

/** A transaction that came to nothing, by its producer and the first of its records in the partition. */
export interface AbortedTransaction {
  producerId: string;
  firstOffset: string;
}

/** A fetch's answer for one partition. */
export interface PartitionAnswer {
  /** Of whole sends: some may lie before the asked offset. */
  messages: Message[];
  /** The partition's end. */
  highWatermark: string;
  /** Where the first transaction begins that is still open; the partition's end without one. */
  lastStableOffset: string;
  abortedTransactions: AbortedTransaction[] | null;
}

/** What to fetch, with the most bytes and ms to wait. */
export interface FetchRequest {
  isolationLevel: number;
  maxWaitTime: number;
  minBytes: number;
  maxBytes: number;
  topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
}

/** A connection to one broker. */
export interface Broker {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  /** Whether a socket to it is open; it may still be one that nobody answers on. */
  isConnected(): boolean;
  fetch(request: FetchRequest): Promise<{ responses: { partitions: PartitionAnswer[] }[] }>;
}

/** Connections to the brokers of a cluster, and what is known of their topics. */
export interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addTargetTopic(topic: string): Promise<void>;
  findLeaderForPartitions(topic: string, partitions: number[]): Record<string, number[]>;
  findBroker(options: { nodeId: string }): Promise<Broker>;
}

/** The brokers a cluster knows of; `withBroker` asks one of them for metadata. */
export interface BrokerPool {
  getNodeIds(): string[];
  findBroker(options: { nodeId: string }): Promise<Broker>;
  withBroker<T>(ask: (found: { nodeId: string; broker: Broker }) => Promise<T>): Promise<T>;
}

/** Reads a record's bytes; `readVarIntArray` is used for headers and nothing else. */
export interface Decoder {
  readVarInt(): number;
  readVarIntArray(read: (decoder: Decoder) => unknown): unknown[];
}

/** Writes a request's bytes: `buf` holds them up to `offset`. */
export interface Encoder {
  buf: Buffer;
  offset: number;
  readonly buffer: Buffer;
  ensureAvailable(bytes: number): void;
  writeVarInt(value: number): Encoder;
  writeUVarInt(value: number): Encoder;
  writeVarLong(value: unknown): Encoder;
}

/** The requests of one connection: sent ones wait elsewhere, `pending` are those held back. */
export interface RequestQueue {
  pending: unknown[];
  scheduleCheckPendingRequests(): void;
}

/** What kafkajs passes when it opens a connection. */
export interface SocketOptions {
  host: string;
  port: number;
  onConnect: () => void;
}

interface Loggers {
  createLogger(options: { level: number; logCreator: unknown }): unknown;
}

export const Broker = brokerClass as { prototype: Broker };
export const BrokerPool = brokerPoolClass as { prototype: BrokerPool };
export const Cluster = clusterClass as new (options: Record<string, unknown>) => Cluster;
export const Decoder = decoderClass as { prototype: Decoder };
export const Encoder = encoderClass as {
  new (initialSize?: number): Encoder;
  prototype: Encoder;
  sizeOfVarInt(value: number): number;
  sizeOfVarLong(value: unknown): number;
};
export const RequestQueue = requestQueueClass as { prototype: RequestQueue };
export const loggers = loggersModule as Loggers;
export const socketFactory = socketFactoryFunction as () => (options: SocketOptions) => Socket;
