import { Cluster, loggers, readCommitted } from './kafkajs-internals.ts';
import { connectionTimeoutMs, patience, requestTimeoutMs } from './patience.ts';
import { createSockets, type Sockets } from './sockets.ts';

/** Where a cluster is, and what opens its connections. */
export interface ClusterOptions {
  brokers: string[];
  clientId: string;
  sockets: Pick<Sockets, 'open'>;
}

/** Connections of a reader's own. */
export interface OwnCluster {
  cluster: Cluster;
  /** Closes the connections at once: requests under way fail, nothing waits for a broker that no longer answers. */
  cut(): Promise<void>;
}

/** Prepares kafkajs's own cluster, which its public API hides; it connects when told to. */
export function openCluster({ brokers, clientId, sockets }: ClusterOptions): OwnCluster {
  const own = createSockets(sockets.open);
  const cluster = new Cluster({
    logger: loggers.createLogger({ level: 0, logCreator: () => () => undefined }),
    socketFactory: own.open,
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

  async function cut(): Promise<void> {
    const disconnected = cluster.disconnect();
    own.cut();
    await disconnected.catch(() => undefined);
  }

  return { cluster, cut };
}
