import type { Socket } from 'node:net';
import { Cluster, loggers, readCommitted, socketFactory, type SocketOptions } from './kafkajs-internals.ts';
import { connectionTimeoutMs, patience, requestTimeoutMs } from './patience.ts';

/** Connections of a reader's own. */
export interface OwnCluster {
  cluster: Cluster;
  /** Closes the connections at once: requests under way fail, nothing waits for a broker that no longer answers. */
  cut(): Promise<void>;
}

/** Prepares kafkajs's own cluster, which its public API hides; it connects when told to. */
export function openCluster(brokers: string[], clientId: string): OwnCluster {
  const sockets = new Set<Socket>();
  const open = socketFactory();
  let isCut = false;

  function openSocket(options: SocketOptions): Socket {
    if (isCut) throw closedHere(); // kafkajs connects anew for a request that comes late
    const socket = open(options);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  }

  const cluster = new Cluster({
    logger: loggers.createLogger({ level: 0, logCreator: () => () => undefined }),
    socketFactory: openSocket,
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
    // kafkajs waits for the answers under way, up to the request timeout; with its sockets gone it has them: errors.
    isCut = true;
    const disconnected = cluster.disconnect();
    for (const socket of sockets) socket.destroy(closedHere());
    await disconnected.catch(() => undefined);
  }

  return { cluster, cut };
}

function closedHere(): Error {
  return new Error('closed on this side');
}
