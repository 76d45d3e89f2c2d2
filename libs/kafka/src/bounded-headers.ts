import { Decoder } from './kafkajs-internals.ts';

interface Header {
  key: string;
  value: Buffer | null;
}

/**
 * kafkajs 2.2.4 copies all headers of a record for each of its headers: one record with some ten thousand holds the
 * process up for minutes. So its decoder hands on only those that somebody here reads, the last one of each name.
 */
export function boundHeaders(known: ReadonlySet<string>): void {
  Decoder.prototype.readVarIntArray = function readHeaders(read: (decoder: Decoder) => unknown): unknown[] {
    const kept = new Map<string, Header>();
    for (let left = this.readVarInt(); left > 0; left -= 1) {
      const header = read(this) as Header;
      if (known.has(header.key)) kept.set(header.key, header);
    }
    return [...kept.values()];
  };
}
