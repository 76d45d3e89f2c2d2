import { connect, type Socket } from 'node:net';
import pg from 'pg';
import { hashMd5Password, PostgresConnection } from 'pg-gateway';
import type { CopyStatement } from '../copy/copy-statement.ts';
import { runCopy } from '../copy/run-copy.ts';
import type { S3Files } from '../copy/s3-files.ts';
import { defaultRole, type PostgresAccess, type StandInOptions } from '../options.ts';
import type { RedshiftError } from '../redshift-error.ts';
import { recordCopy } from '../views/record-copy.ts';
import { type Backend, LostBackend } from './backend.ts';
import { connectBackend } from './connect-backend.ts';
import {
  authenticationOk,
  backendKeyData,
  createFramer,
  errorResponse,
  letterOf,
  parameterStatus,
  readStrings,
  readyForQuery,
} from './frames.ts';
import { type CopyOutcome, createSession, type LastCopy, type Session } from './session.ts';
import { judgeStartup } from './startup.ts';

export interface ClientParts {
  options: StandInOptions;
  store: S3Files;
  /** Makes sure that a database has the system views. */
  prepare: (postgres: PostgresAccess) => Promise<void>;
}

const cancelRequest = 80_877_102;
const queuedBytesLimit = 4_194_304;

/** Serves one client until it or its PostgreSQL connection is gone. Returns what cuts it. */
export function serveClient(socket: Socket, parts: ClientParts): () => void {
  const { options } = parts;
  const gone = new AbortController();
  let backend: Backend | null = null;
  let session: Session | null = null;
  let client: Socket | null = null;
  let queue: Buffer[] = [];
  let queuedBytes = 0;
  let isWorking = false;
  let isClientFull = false;
  let lastCopy: LastCopy | null = null;

  // pg-gateway does TLS, the start-up message and the password's question. Then the socket is taken from it: of several
  // messages in one chunk its framing (0.2.4) cuts all but the first wrong.
  const gateway = new PostgresConnection(socket, {
    authMode: 'md5Password',
    ...(options.tls && { tls: guardedTls }),
    onMessage: (data, state) => {
      if (!state.hasStarted) return isForUs(Buffer.from(data));
      if (client === null) takeOver(Buffer.from(data));
      return true;
    },
  });

  function takeOver(first: Buffer): void {
    client = gateway.detach();
    client.on('data', createFramer(enqueue, cut));
    enqueue(first);
  }

  // It gives its TLS socket no error handler; the socket is there once the current turn is over.
  function guardedTls() {
    process.nextTick(() => {
      gateway.secureSocket?.on('error', cut);
      gateway.secureSocket?.on('close', cut);
    });
    const { key, cert } = options.tls!;
    return { key: Buffer.from(key), cert: Buffer.from(cert) };
  }

  socket.on('error', cut);
  socket.on('close', cut);
  socket.setNoDelay(true);
  socket.setKeepAlive(true);

  function isForUs(message: Buffer): boolean | Promise<boolean> {
    if (message.length < 8) {
      cut();
      return new Promise(() => undefined); // it would read on, and print that it cannot
    }
    if (message.readInt32BE(4) !== cancelRequest) return false;
    passCancel(message, options.postgres);
    socket.end();
    return true;
  }

  function enqueue(message: Buffer): void {
    queue.push(message);
    queuedBytes += message.length;
    if (queuedBytes > queuedBytesLimit) client?.pause();
    if (!isWorking) void work();
  }

  async function work(): Promise<void> {
    isWorking = true;
    try {
      while (queue.length > 0 && !gone.signal.aborted) {
        const message = queue.shift()!;
        queuedBytes -= message.length;
        if (queuedBytes <= queuedBytesLimit && client?.isPaused()) client.resume();
        if (letterOf(message) === 'X') cut();
        else if (session) await session.handle(message);
        else await signIn(message);
      }
    } catch (error) {
      // Without PostgreSQL, or without the client, there is no session. Anything else is a bug, and ends it as well.
      if (!gone.signal.aborted && !(error instanceof LostBackend)) options.onBug?.(error);
      cut();
    }
    isWorking = false;
  }

  async function signIn(message: Buffer): Promise<void> {
    const asking: Record<string, string> = gateway.clientInfo?.parameters ?? {};
    const { user: asked = '', database, ...rest } = asking;
    const { user, password } = options.postgres;
    const hash = await hashMd5Password(user, password, gateway.md5Salt);
    if (letterOf(message) !== 'p' || asked !== user || readStrings(message, 1).strings[0] !== hash) {
      end({ code: '28P01', message: `password authentication failed for user "${asked}"` });
      return;
    }
    const startup = judgeStartup(rest, options.isolation ?? 'snapshot');
    if ('error' in startup) {
      end(startup.error);
      return;
    }
    const postgres = { ...options.postgres, database: database ?? user };
    try {
      await parts.prepare(postgres);
      backend = await connectBackend({
        postgres,
        settings: startup.settings,
        onFrame: (frame) => session?.fromBackend(frame),
        onLost: cut,
      });
    } catch (error) {
      end(toRefusal(error));
      return;
    }
    if (gone.signal.aborted) {
      backend.cut();
      return;
    }
    welcome(backend);
    session = createSession({
      backend,
      write,
      copy: (copy) => copyFor(backend!, postgres, copy),
      lastCopy: () => lastCopy,
    });
  }

  function welcome(connected: Backend): void {
    write(authenticationOk);
    const told = new Map([...connected.parameters, ['server_version', '8.0.2']]);
    for (const [name, value] of told) write(parameterStatus(name, value));
    write(backendKeyData(connected.pid, connected.secret));
    write(readyForQuery('I'));
  }

  async function copyFor(
    connected: Backend,
    postgres: PostgresAccess,
    copy: CopyStatement,
  ): Promise<CopyOutcome> {
    const queryId = await nextQueryId(connected);
    const startedAt = new Date();
    const { roles = [defaultRole], refuseCopy } = options;
    const result = await runCopy(copy, {
      ...{ backend: connected, store: parts.store, user: postgres.user, roles, refuseCopy, queryId },
      signal: gone.signal,
    });
    if (result.kind === 'refused') return { kind: 'failed', error: result.error };
    lastCopy = { id: queryId, rows: result.kind === 'loaded' ? result.rows : 0 };
    await recordCopy(postgres, { queryId, sessionId: connected.pid, startedAt, copy, result });
    return result.kind === 'loaded'
      ? { kind: 'loaded', rows: result.rows }
      : { kind: 'failed', error: result.error };
  }

  function write(frame: Buffer): void {
    if (gone.signal.aborted || client?.write(frame) !== false || isClientFull) return;
    isClientFull = true;
    backend?.pause();
    client.once('drain', () => {
      isClientFull = false;
      backend?.resume();
    });
  }

  function end(error: RedshiftError): void {
    if (!gone.signal.aborted) client?.end(errorResponse(error, 'FATAL'));
  }

  function cut(): void {
    if (gone.signal.aborted) return;
    gone.abort();
    queue = [];
    backend?.cut();
    gateway.secureSocket?.destroy();
    socket.destroy();
  }

  return cut;
}

// The key that the client was given is the one of its PostgreSQL connection.
function passCancel(message: Buffer, { host, port }: PostgresAccess): void {
  const socket = connect({ host, port }, () => socket.end(message));
  socket.on('error', () => undefined); // nobody waits for an answer to it
}

// Of the database, so that two stand-ins over it never give the same.
async function nextQueryId(backend: Backend): Promise<number> {
  const { rows } = await backend.ask(`SELECT nextval('redshift_stand_in.query_id')`);
  return Number(rows[0]![0]);
}

function toRefusal(error: unknown): RedshiftError {
  const isServers = error instanceof pg.DatabaseError;
  return {
    code: (isServers && error.code) || '08006',
    message: `PostgreSQL behind the stand-in: ${(error as Error).message}`,
  };
}
