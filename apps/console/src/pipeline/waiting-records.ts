import type { Kafka } from '@cdr/kafka';
import type { PartitionLag } from '../api.ts';
import { readSome } from '../topics/read-some.ts';
import type { RecordTimes } from './lag.ts';

/** Reads when records came that wait, where looks do not tell it. */
export interface WaitingRecords {
  /** Of a record that was not read itself, the time of one before it: it came no earlier. */
  times: RecordTimes;
  /** Reads a few of those whose age is not known, the longest unread first; one that cannot be read is left for the next time. */
  read(lags: readonly PartitionLag[]): Promise<void>;
}

// While a backlog is worked off each look would ask for another record: a look reads no more than these.
const mostReads = 4;
const patienceMs = 1_000;

/** The times of records of one topic, by partition the last that was asked for. */
export function createWaitingRecords(kafka: Pick<Kafka, 'openReader'>, topic: string): WaitingRecords {
  const known = new Map<number, { offset: number; at: number }>();

  async function readOne(partition: number, offset: number): Promise<void> {
    const bounds = { most: 1, until: Date.now() + patienceMs };
    const some = await readSome(kafka, { topic, partition, offset }, bounds).catch(() => null);
    const [record] = some?.records ?? [];
    known.delete(partition); // to the end of the order
    if (record !== undefined) known.set(partition, { offset, at: record.timestamp });
  }

  return {
    times(partition, offset) {
      const last = known.get(partition);
      return last !== undefined && last.offset <= offset ? last.at : undefined;
    },
    async read(lags) {
      const order = [...known.keys()];
      const unread = lags
        .filter(
          ({ lagSeconds, partition, position }) =>
            lagSeconds === null && known.get(partition)?.offset !== position,
        )
        .sort((a, b) => order.indexOf(a.partition) - order.indexOf(b.partition));
      for (const { partition, position } of unread.slice(0, mostReads)) await readOne(partition, position);
    },
  };
}
