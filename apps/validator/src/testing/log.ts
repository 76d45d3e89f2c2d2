import type { KafkaRecord, OutgoingMessage } from '@cdr/kafka';

/** One partition in memory. */
export interface Log {
  readonly start: number;
  readonly end: number;
  readonly records: KafkaRecord[];
  /** Appends messages and returns the first one's offset. */
  append(messages: readonly OutgoingMessage[]): number;
  /** Deletes what lies below an offset, as retention does. */
  expire(below: number): void;
}

/** An empty log that begins at offset 0. */
export function createLog(): Log {
  const records: KafkaRecord[] = [];
  let start = 0;
  let end = 0;

  function append(messages: readonly OutgoingMessage[]): number {
    const base = end;
    for (const { key, value, headers = {}, timestamp = 0 } of messages) {
      const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)] as const);
      records.push({
        offset: end,
        timestamp,
        key: toBytes(key),
        value: toBytes(value),
        headers: Object.fromEntries(bytes),
      });
      end += 1;
    }
    return base;
  }

  function expire(below: number): void {
    start = Math.max(start, below);
    end = Math.max(end, start);
    records.splice(0, records.filter((record) => record.offset < start).length);
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
    expire,
  };
}

function toBytes(content: Buffer | string | null): Buffer | null {
  return typeof content === 'string' ? Buffer.from(content) : content;
}
