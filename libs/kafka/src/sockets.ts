import type { Socket } from 'node:net';
import { socketFactory, type SocketOptions } from './kafkajs-internals.ts';

/** The connections of a client, to be cut all at once. */
export interface Sockets {
  open<O extends SocketOptions>(options: O): Socket;
  /** Destroys every connection and opens no more. */
  cut(): void;
}

/**
 * kafkajs waits for the answers under way when it is closed, up to the request timeout; with its sockets gone it has
 * them: errors. `openSocket` is what opens one, a socket of a wider circle for example.
 */
export function createSockets(openSocket: (options: SocketOptions) => Socket = socketFactory()): Sockets {
  const sockets = new Set<Socket>();
  let isCut = false;

  function open(options: SocketOptions): Socket {
    if (isCut) throw closedHere(); // kafkajs connects anew for a request that comes late
    const socket = openSocket(options);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  }

  function cut(): void {
    isCut = true;
    for (const socket of sockets) socket.destroy(closedHere());
  }

  return { open, cut };
}

function closedHere(): Error {
  return new Error('closed on this side');
}
