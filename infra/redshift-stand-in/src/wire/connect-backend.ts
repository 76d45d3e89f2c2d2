import type { Socket } from 'node:net';
import pg from 'pg';
import type { PostgresAccess } from '../options.ts';
import { type Backend, overStream } from './backend.ts';

export interface BackendOptions {
  postgres: PostgresAccess;
  /** Settings of the session, by name. */
  settings: Record<string, string>;
  onFrame: (frame: Buffer) => void;
  onLost: () => void;
}

const connectWithinMs = 10_000;

/**
 * Signs in with `pg`, which knows SCRAM, and then takes the socket over from it. That leans on `pg` 8.23.1, which is
 * pinned for it: `client.connection.stream` is the socket, `client.connection` emits `parameterStatus`, the client
 * keeps `processID` and `secretKey`, and only the stream's `data` listener reads. @throws the driver's error
 */
export async function connectBackend(options: BackendOptions): Promise<Backend> {
  const { postgres, settings } = options;
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${escapeFlag(value)}`);
  const client = new pg.Client({
    ...postgres,
    options: flags.join(' '),
    connectionTimeoutMillis: connectWithinMs,
    keepAlive: true,
  }) as pg.Client & PgInside;
  const parameters = new Map<string, string>();
  client.on('error', () => undefined); // its end is told by the stream
  client.connection.on('parameterStatus', ({ parameterName, parameterValue }) =>
    parameters.set(parameterName, parameterValue),
  );
  try {
    await client.connect();
  } catch (error) {
    client.connection.stream.destroy();
    throw error;
  }
  const { stream } = client.connection;
  stream.removeAllListeners('data');
  return overStream(stream, { pid: client.processID, secret: client.secretKey, parameters }, options);
}

interface PgInside {
  connection: {
    stream: Socket;
    on(
      event: 'parameterStatus',
      listener: (message: { parameterName: string; parameterValue: string }) => void,
    ): void;
  };
  processID: number;
  secretKey: number;
}

function escapeFlag(value: string): string {
  return value.replaceAll(/[\\\s]/g, '\\$&');
}
