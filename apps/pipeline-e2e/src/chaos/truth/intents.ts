import { messagesOf, type ProducerLog } from '../publish.ts';
import { digestOf } from './digest.ts';
import type { Intent } from './model.ts';

/** What the producers meant to stand in raw, by place. */
export interface Intents {
  /** What Kafka has acknowledged at this place; null when nothing. */
  at(partition: number, offset: number): { digest: string; intent: Intent } | null;
  /** Offsets of a partition that were acknowledged and are not in it, as one who has read all of it tells. */
  missing(partition: number, isThere: (offset: number) => boolean): number[];
  /** Finds what these bytes were meant to be, of records that stand where nothing was acknowledged. */
  find(digests: ReadonlySet<string>): Map<string, Intent>;
}

/** Makes the producers' messages once more and puts them where they were acknowledged. */
export function readIntents(logs: readonly ProducerLog[]): Intents {
  const digests: string[][] = [];
  const intents: Intent[][] = [];
  for (const log of logs) {
    for (const { n, key, value, flaw } of published(log)) {
      const partition = log.partitions[n - 1];
      const offset = log.offsets[n - 1];
      if (partition === null || offset === null) continue;
      (digests[partition!] ??= [])[offset!] = digestOf(key, value);
      (intents[partition!] ??= [])[offset!] = flaw ?? null;
    }
  }

  function find(wanted: ReadonlySet<string>): Map<string, Intent> {
    const found = new Map<string, Intent>();
    if (wanted.size === 0) return found;
    for (const log of logs) {
      for (const { key, value, flaw } of published(log)) {
        const digest = digestOf(key, value);
        // A copy byte for byte is what its first was meant to be, for all that can be seen.
        if (wanted.has(digest) && !found.has(digest)) found.set(digest, flaw ?? null);
      }
    }
    return found;
  }

  return {
    at(partition, offset) {
      const digest = digests[partition]?.[offset];
      return digest === undefined ? null : { digest, intent: intents[partition]![offset] ?? null };
    },
    missing: (partition, isThere) =>
      Object.keys(digests[partition] ?? [])
        .map(Number)
        .filter((offset) => !isThere(offset)),
    find,
  };
}

function* published(log: ProducerLog) {
  for (const message of messagesOf(log.seed)) {
    if (message.n > log.offsets.length) return;
    yield message;
  }
}
