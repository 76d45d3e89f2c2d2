import { topicSettings } from '@cdr/call-record';
import { createMemoryBroker, type MemoryBroker } from '@cdr/kafka/memory';
import type { Random } from '@cdr/generator';
import { replacesHeader, type Sent, valueOf } from './calls.ts';
import { topics } from './names.ts';
import type { Scheduler } from './scheduler.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The deduplication window: so small that its edges are met all the time. */
export const window = { calls: 5, ms: 3_600_000 };
export const tickMs = window.ms / 12;
/** When raw gets its first record, epoch ms. */
export const begin = Date.UTC(2023, 10, 15, 16);

/** All that lies outside of the workers. */
export interface World {
  broker: MemoryBroker;
  partitions: number;
  scheduler: Scheduler;
  random: Random;
  time: VirtualTime;
  /** By partition, what was published, in order. */
  sent: Sent[][];
  /** Gives the offset in raw. */
  publish(partition: number, record: Omit<Sent, 'offset' | 'timestamp' | 'value'>): number;
}

export interface WorldOptions {
  partitions: number;
  scheduler: Scheduler;
  random: Random;
  time: VirtualTime;
}

/** Topics without a record. */
export function createWorld({ partitions, scheduler, random, time }: WorldOptions): World {
  let clock = begin;
  // The broker's time goes by with its records, and is never behind that of the workers.
  const broker = createMemoryBroker(() => time.now() + clock - begin);
  for (const role of ['raw', 'clean', 'dlq'] as const) {
    // Raw's clock is ours, for it to go wrong.
    broker.create({ topic: topics[role], partitions, settings: role === 'dlq' ? topicSettings.dlq : {} });
    broker.alter(topics[role], topicSettings[role]);
  }
  const sent: Sent[][] = Array.from({ length: partitions }, () => []);

  function publish(partition: number, record: Omit<Sent, 'offset' | 'timestamp' | 'value'>): number {
    clock += random.below(3) * tickMs;
    // A broker's clock that is set wrong for a moment.
    const jitter = random.next() < 0.12 ? (random.below(25) - 10) * tickMs : 0;
    const timestamp = clock + jitter;
    const log = broker.log(topics.raw, partition);
    if (random.next() < 0.05) log.skip();
    const value = valueOf(record);
    const headers = record.replaces === null ? {} : replacesHeader(partition, record.replaces);
    const offset = log.append([{ key: `key ${record.call}`, value, timestamp, headers }]);
    sent[partition]!.push({ ...record, offset, timestamp, value });
    return offset;
  }

  return { broker, partitions, scheduler, random, time, sent, publish };
}
