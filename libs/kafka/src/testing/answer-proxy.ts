import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createFrameSplitter } from './split-frames.ts';

/** Writes records to a partition. */
export const produceKey = 0;

/** What the header of a request says. */
export interface RequestHeader {
  apiKey: number;
  clientId: string;
}

/** A proxy in front of a broker that keeps answers to itself. */
export interface AnswerProxy {
  /** Whether the broker's answer to a request is kept back; asked as the request passes, which always goes through. */
  swallows: (request: RequestHeader) => boolean;
  close(): Promise<void>;
}

/**
 * Listens on a port of this machine, where the broker says that it stands. An answer that is kept back is cut out
 * of the stream: the connection goes on, as after a request timeout.
 */
export async function startAnswerProxy(port: number, brokerPort: number): Promise<AnswerProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const broker = connect(brokerPort, '127.0.0.1');
    const keptBack = new Set<number>();
    const requests = createFrameSplitter();
    const answers = createFrameSplitter();
    client.on('data', (bytes) => {
      for (const frame of requests(bytes)) {
        if (proxy.swallows(headerOf(frame))) keptBack.add(frame.readInt32BE(correlationOfRequestAt));
        broker.write(frame);
      }
    });
    broker.on('data', (bytes) => {
      for (const frame of answers(bytes)) {
        if (!keptBack.delete(frame.readInt32BE(correlationOfAnswerAt))) client.write(frame);
      }
    });
    for (const [socket, other] of [
      [client, broker],
      [broker, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined); // it closes as well
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  }

  const proxy: AnswerProxy = { swallows: () => false, close };
  return proxy;
}

// A request: size, api key, version, correlation id, client id with its length (-1 for none). An answer: size,
// correlation id.
const apiKeyAt = 4;
const correlationOfRequestAt = 8;
const correlationOfAnswerAt = 4;
const clientIdLengthAt = 12;
const clientIdAt = 14;

function headerOf(frame: Buffer): RequestHeader {
  const length = Math.max(0, frame.readInt16BE(clientIdLengthAt));
  return {
    apiKey: frame.readInt16BE(apiKeyAt),
    clientId: frame.toString('utf8', clientIdAt, clientIdAt + length),
  };
}
