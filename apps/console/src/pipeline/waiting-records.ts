import type { Kafka } from '@cdr/kafka';
import type { PartitionLag } from '../api.ts';
import { readSome } from '../topics/read-some.ts';
import type { RecordTimes } from './lag.ts';

/** Reads when records came that wait, where looks do not tell it. */
export interface WaitingRecords {
  times: RecordTimes;
  /** Reads a few of those whose age is not known; one that cannot be read is left for the next time. */
  read(lags: readonly PartitionLag[]): Promise<void>;
}

// While a backlog is worked off each look would ask for another record: a look reads no more than these.
const mostReads = 2;
const patienceMs = 1_000;

/** The times of records of one topic, by partition the last that was asked for. */
export function createWaitingRecords(kafka: Pick<Kafka, 'openReader'>, topic: string): WaitingRecords {
  const known = new Map<number, { offset: number; at: number }>();

  async function readOne(partition: number, offset: number): Promise<void> {
    const bounds = { most: 1, until: Date.now() + patienceMs };
    const some = await readSome(kafka, { topic, partition, offset }, bounds).catch(() => null);
    const [record] = some?.records ?? [];
    if (record !== undefined) known.set(partition, { offset, at: record.timestamp });
  }

  return {
    times(partition, offset) {
      const last = known.get(partition);
      return last?.offset === offset ? last.at : undefined;
    },
    async read(lags) {
      const unknown = lags.filter(({ lagSeconds }) => lagSeconds === null);
      for (const { partition, position } of unknown.slice(0, mostReads)) await readOne(partition, position);
    },
  };
}
