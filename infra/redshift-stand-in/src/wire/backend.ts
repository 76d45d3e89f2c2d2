import type { Socket } from 'node:net';
import { copyData, copyDone, copyFail, createFramer, letterOf, query, readFields, sync } from './frames.ts';

/** Idle, in a transaction, or in one that failed. */
export type TransactionStatus = 'I' | 'T' | 'E';

/** An error that PostgreSQL answered, by the letters of its fields. */
export class BackendError extends Error {
  override name = 'BackendError';
  readonly fields: Record<string, string>;

  constructor(fields: Record<string, string>) {
    super(fields['M'] ?? 'PostgreSQL refused');
    this.fields = fields;
  }
}

/** What a statement of our own got. */
export interface Answer {
  rows: (string | null)[][];
  tag: string;
}

/** The one PostgreSQL connection behind a client. */
export interface Backend {
  pid: number;
  secret: number;
  /** What it reported of itself at start-up. */
  parameters: Map<string, string>;
  status(): TransactionStatus;
  /** Passes a client's message on; what comes back goes to the client. */
  send(frame: Buffer): void;
  /**
   * Resolves when everything is answered; an extended batch that is open is ended. Tells whether that last batch or
   * query failed. @throws when the connection is lost
   */
  quiet(): Promise<{ failed: boolean }>;
  /** Runs a statement of our own; only when quiet. @throws BackendError, or when the connection is lost */
  ask(sql: string): Promise<Answer>;
  /** Feeds a COPY … FROM STDIN; only when quiet. @throws as `ask`, or what the source throws */
  copyIn(sql: string, source: AsyncIterable<Buffer>): Promise<Answer>;
  pause(): void;
  resume(): void;
  /** Cuts the connection: an open transaction rolls back. */
  cut(): void;
}

/** Who waits for a ReadyForQuery. */
interface Expected {
  hidden: boolean;
  failed: boolean;
}

/** Speaks over the socket of a connection that has signed in. */
export function overStream(
  stream: Socket,
  identity: Pick<Backend, 'pid' | 'secret' | 'parameters'>,
  { onFrame, onLost }: { onFrame: (frame: Buffer) => void; onLost: () => void },
): Backend {
  const expected: Expected[] = [];
  let status: TransactionStatus = 'I';
  let isBatchOpen = false;
  let isLost = false;
  let lastFailed = false;
  // What answers to a statement of our own; the client's otherwise.
  let own: ((frame: Buffer) => void) | null = null;
  let onQuiet: PromiseWithResolvers<{ failed: boolean }> | null = null;
  let onOwnEnd: ((error: Error) => void) | null = null;

  function take(message: Buffer): void {
    const letter = letterOf(message);
    if (letter === 'Z') status = String.fromCharCode(message[5]!) as TransactionStatus;
    if (own !== null) {
      own(message);
      return;
    }
    if (letter === 'E' && expected[0]) expected[0].failed = true;
    if (letter !== 'Z') {
      onFrame(message);
      return;
    }
    const { hidden, failed } = expected.shift() ?? { hidden: false, failed: false };
    lastFailed = failed;
    if (!hidden) onFrame(message);
    settle();
  }

  function settle(): void {
    if (expected.length > 0 || !onQuiet) return;
    onQuiet.resolve({ failed: lastFailed });
    onQuiet = null;
  }

  function lose(): void {
    if (isLost) return;
    isLost = true;
    const error = new LostBackend();
    onQuiet?.reject(error);
    onOwnEnd?.(error);
    onLost();
  }

  stream.on(
    'data',
    createFramer(take, () => stream.destroy()),
  );
  stream.on('error', lose);
  stream.on('close', lose);
  stream.on('end', lose);

  function send(message: Buffer): void {
    if (isLost) return;
    const letter = letterOf(message);
    if (letter === 'Q' || letter === 'S') {
      expected.push({ hidden: false, failed: false });
      isBatchOpen = false;
    } else if ('PBDECHF'.includes(letter)) {
      isBatchOpen = true;
    }
    stream.write(message);
  }

  async function quiet(): Promise<{ failed: boolean }> {
    if (isLost) throw new LostBackend();
    if (isBatchOpen) {
      isBatchOpen = false;
      expected.push({ hidden: true, failed: false });
      stream.write(sync);
    }
    if (expected.length === 0) return { failed: false };
    onQuiet = Promise.withResolvers();
    return onQuiet.promise;
  }

  function ask(sql: string): Promise<Answer> {
    return exchange(query(sql));
  }

  function exchange(message: Buffer, onCopyIn?: () => unknown): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (isLost) {
        reject(new LostBackend());
        return;
      }
      const answer: Answer = { rows: [], tag: '' };
      let refused: BackendError | null = null;
      onOwnEnd = reject;
      own = (got) => {
        const letter = letterOf(got);
        if (letter === 'D') answer.rows.push(readRow(got));
        if (letter === 'C') answer.tag = got.toString('utf8', 5, got.length - 1);
        if (letter === 'E') refused = new BackendError(readFields(got));
        if (letter === 'G') onCopyIn?.();
        if (letter === 'S') onFrame(got);
        if (letter !== 'Z') return;
        own = null;
        onOwnEnd = null;
        if (refused) reject(refused);
        else resolve(answer);
      };
      stream.write(message);
    });
  }

  async function copyIn(sql: string, source: AsyncIterable<Buffer>): Promise<Answer> {
    let trouble: { error: unknown } | null = null;
    let isOver = false;
    let feeding = Promise.resolve();
    async function feed(): Promise<void> {
      try {
        for await (const bytes of source) {
          if (isOver || isLost) return;
          if (!stream.write(copyData(bytes))) await drained(stream);
        }
        stream.write(copyDone);
      } catch (error) {
        trouble = { error };
        stream.write(copyFail('the source failed'));
      }
    }
    try {
      return await exchange(query(sql), () => (feeding = feed()));
    } catch (error) {
      throw (trouble as { error: unknown } | null)?.error ?? error;
    } finally {
      isOver = true;
      await feeding;
    }
  }

  return {
    ...identity,
    status: () => status,
    send,
    quiet,
    ask,
    copyIn,
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    cut: () => void stream.destroy(),
  };
}

/** The connection to PostgreSQL is no more. */
export class LostBackend extends Error {
  override name = 'LostBackend';

  constructor() {
    super('the connection to PostgreSQL is lost');
  }
}

function drained(stream: Socket): Promise<void> {
  return new Promise((resolve) => {
    function go(): void {
      stream.off('drain', go);
      stream.off('close', go);
      resolve();
    }
    stream.once('drain', go);
    stream.once('close', go);
  });
}

function readRow(message: Buffer): (string | null)[] {
  const values: (string | null)[] = [];
  let at = 7;
  for (let n = message.readInt16BE(5); n > 0; n -= 1) {
    const length = message.readInt32BE(at);
    at += 4;
    values.push(length < 0 ? null : message.toString('utf8', at, at + length));
    at += Math.max(length, 0);
  }
  return values;
}
