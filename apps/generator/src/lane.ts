import type { Appended, Publisher } from '@cdr/kafka';
import { type Message, sizeOf } from './message.ts';

/** Messages on their way to one partition, in order, one publish in flight. */
export interface Lane {
  /** Takes a message; the promise, if any, resolves when there is room for the next. For one caller at a time. */
  put(message: Message): Promise<void> | undefined;
  /** Resolves when all that was put is acknowledged, or as soon as may be after the signal. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface LaneOptions {
  partition: number;
  /** The most bytes of keys and values in one publish; a larger message goes alone. */
  mostBytes: number;
  open: () => Promise<Publisher>;
  /** Repeats an attempt until Kafka takes it. */
  retry: (attempt: () => Promise<Appended[]>) => Promise<Appended[]>;
  onAcknowledged: (messages: Message[], appended: Appended[]) => void;
  /** A publish failed: the messages may be in the log all the same, and are sent again. */
  onDoubt: (messages: Message[]) => void;
  /** Nothing more can be published; told unless the signal has aborted. */
  onFailure: (error: unknown) => void;
  /** After it, what is in flight is finished and the rest given up. */
  signal: AbortSignal;
}

const mostMessages = 300; // the client groups a send's messages in quadratic time
const roomForMessages = 1_500;
const roomForBytes = 4 * 1024 * 1024; // the large lines of a file, times the partitions, must fit in memory

/** A lane with a publisher of its own, opened at the first message and anew after each failure. */
export function createLane(options: LaneOptions): Lane {
  const { partition, mostBytes, open, retry, onAcknowledged, onDoubt, onFailure, signal } = options;
  let queue: Message[] = [];
  let queuedBytes = 0;
  let publisher: Publisher | undefined;
  let running: Promise<void> | undefined;
  let tellRoom: (() => void) | undefined;

  function put(message: Message): Promise<void> | undefined {
    queue.push(message);
    queuedBytes += sizeOf(message);
    running ??= run();
    return isFull() ? new Promise((resolve) => (tellRoom = resolve)) : undefined;
  }

  function isFull() {
    return queue.length >= roomForMessages || queuedBytes >= roomForBytes;
  }

  async function run() {
    // What is made in the same turn goes in one publish.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      while (queue.length > 0 && !signal.aborted) {
        const batch = takeBatch();
        onAcknowledged(batch, await retry(() => publish(batch)));
        if (!isFull()) tellRoom?.();
      }
    } catch (error) {
      if (!signal.aborted) onFailure(error);
    }
    running = undefined;
    tellRoom?.();
  }

  function takeBatch(): Message[] {
    let count = 0;
    let bytes = 0;
    for (const message of queue) {
      const size = sizeOf(message);
      if (count === mostMessages || (count > 0 && bytes + size > mostBytes)) break;
      bytes += size;
      count += 1;
    }
    const batch = queue.slice(0, count);
    queue = queue.slice(count);
    queuedBytes -= bytes;
    return batch;
  }

  async function publish(batch: Message[]): Promise<Appended[]> {
    publisher ??= await open();
    try {
      return await publisher.publish(partition, batch);
    } catch (error) {
      onDoubt(batch);
      await close();
      throw error;
    }
  }

  async function close() {
    const closing = publisher;
    publisher = undefined;
    await closing?.close();
  }

  return { put, settled: async () => running, close };
}
