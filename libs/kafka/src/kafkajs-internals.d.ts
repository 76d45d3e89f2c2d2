// What kafkajs 2.2.4 does not type: its own cluster and fetch, which read a partition without a group.
declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {}
}

declare module 'kafkajs/src/network/socketFactory.js' {
  export default function socketFactory(): unknown;
}

declare module 'kafkajs/src/loggers/index.js' {
  const loggers: { createLogger(options: { level: number; logCreator: unknown }): unknown };
  export default loggers;
}

declare module 'kafkajs/src/consumer/batch.js' {
  export interface Message {
    offset: string;
    timestamp: string;
    key: Buffer | null;
    value: Buffer | null;
    headers?: Record<string, Buffer>;
  }
  /** Leaves out control records and aborted transactions. */
  export default class Batch {
    constructor(topic: string, fetchedOffset: string, partitionData: unknown);
    messages: Message[];
    rawMessages: Message[];
    lastOffset(): string;
    highWatermark: string;
  }
}

declare module 'kafkajs/src/cluster/index.js' {
  interface FetchRequest {
    isolationLevel: number;
    maxWaitTime: number;
    minBytes: number;
    maxBytes: number;
    topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
  }
  export interface Broker {
    fetch(request: FetchRequest): Promise<{ responses: { partitions: unknown[] }[] }>;
  }
  export default class Cluster {
    constructor(options: Record<string, unknown>);
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    addTargetTopic(topic: string): Promise<void>;
    findLeaderForPartitions(topic: string, partitions: number[]): Record<string, number[]>;
    findBroker(options: { nodeId: string }): Promise<Broker>;
  }
}
