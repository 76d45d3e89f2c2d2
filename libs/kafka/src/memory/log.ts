import type { KafkaRecord, OutgoingMessage } from '../kafka.ts';

/** Who sends: an idempotent producer, and the number of the first message of this send among all it sent here. */
export interface Origin {
  producerId: number;
  sequence: number;
}

/** What a broker does with a send. */
export type Append =
  | { kind: 'appended'; baseOffset: number }
  /** The very send is there already. */
  | { kind: 'duplicate'; baseOffset: number }
  /** Messages of this producer that come before it are not there. */
  | { kind: 'out of order' };

/** One partition in memory. */
export interface Log {
  readonly start: number;
  readonly end: number;
  readonly records: KafkaRecord[];
  /** Appends messages and returns the first one's offset. */
  append(messages: readonly OutgoingMessage[]): number;
  /** Appends a send of an idempotent producer, unless it is there already or comes too early. */
  appendFrom(origin: Origin, messages: readonly OutgoingMessage[]): Append;
  /** Takes an offset that no reader gets a record for, as the end of a transaction does. */
  skip(): void;
  /** Up to `most` records from an offset on. */
  from(offset: number, most: number): KafkaRecord[];
  /** Deletes what lies below an offset, as retention does. */
  expire(below: number): void;
}

// A broker remembers so many sends of each producer: one that is repeated later is taken for a new one out of order.
const remembered = 5;

interface Producer {
  next: number;
  sends: { sequence: number; count: number; baseOffset: number }[];
}

/** An empty log that begins at offset 0; `appendTime` is the broker's clock (ms) where that makes the timestamps. */
export function createLog(appendTime?: () => number): Log {
  const records: KafkaRecord[] = [];
  const producers = new Map<number, Producer>();
  let start = 0;
  let end = 0;

  function append(messages: readonly OutgoingMessage[]): number {
    const base = end;
    for (const { key, value, headers = {}, timestamp = 0 } of messages) {
      const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)] as const);
      records.push({
        offset: end,
        timestamp: appendTime?.() ?? timestamp,
        key: toBytes(key),
        value: toBytes(value),
        headers: Object.fromEntries(bytes),
      });
      end += 1;
    }
    return base;
  }

  function appendFrom({ producerId, sequence }: Origin, messages: readonly OutgoingMessage[]): Append {
    const producer = producers.get(producerId) ?? { next: 0, sends: [] };
    producers.set(producerId, producer);
    // By first sequence and count only: other messages under the numbers of a send that is there count as that send.
    const same = producer.sends.find((one) => one.sequence === sequence && one.count === messages.length);
    if (same !== undefined) return { kind: 'duplicate', baseOffset: same.baseOffset };
    if (sequence !== producer.next) return { kind: 'out of order' };
    const baseOffset = append(messages);
    producer.next += messages.length;
    producer.sends.push({ sequence, count: messages.length, baseOffset });
    if (producer.sends.length > remembered) producer.sends.shift();
    return { kind: 'appended', baseOffset };
  }

  function from(offset: number, most: number): KafkaRecord[] {
    const first = records.findIndex((record) => record.offset >= offset);
    return first === -1 ? [] : records.slice(first, first + most);
  }

  function expire(below: number): void {
    start = Math.max(start, below);
    end = Math.max(end, start);
    records.splice(0, records.length - from(start, records.length).length);
  }

  return {
    get start() {
      return start;
    },
    get end() {
      return end;
    },
    records,
    append,
    appendFrom,
    skip: () => void (end += 1),
    from,
    expire,
  };
}

function toBytes(content: Buffer | string | null): Buffer | null {
  return typeof content === 'string' ? Buffer.from(content) : content;
}
