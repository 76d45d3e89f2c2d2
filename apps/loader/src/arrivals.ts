import type { PartitionReader, RecordBatch } from '@cdr/kafka';

/** A batch of records of one partition. */
export interface Arrival {
  partition: number;
  batch: RecordBatch;
}

/** Several partitions' readers as one: whichever has something next. */
export interface Arrivals {
  /** The next arrival, or null when none came within `ms` or before `wake` resolved. @throws what a reader throws */
  next(ms: number, wake: Promise<void>): Promise<Arrival | null>;
}

/** Merges readers; each is asked for one batch at a time, so what is not taken stays in Kafka. */
export function mergeReaders(readers: ReadonlyMap<number, PartitionReader>): Arrivals {
  const pending = new Map<number, Promise<Arrival>>();

  function ask(partition: number, reader: PartitionReader): void {
    const arrival = reader.next().then((batch) => ({ partition, batch }));
    arrival.catch(() => undefined); // told by the next call
    pending.set(partition, arrival);
  }

  async function next(ms: number, wake: Promise<void>): Promise<Arrival | null> {
    for (const [partition, reader] of readers) if (!pending.has(partition)) ask(partition, reader);
    const nothing = Promise.withResolvers<null>();
    const timer = setTimeout(() => nothing.resolve(null), ms);
    try {
      const arrival = await Promise.race([...pending.values(), nothing.promise, wake.then(() => null)]);
      // To the end of the line, so that a busy partition does not keep the others waiting.
      if (arrival !== null) pending.delete(arrival.partition);
      return arrival;
    } finally {
      clearTimeout(timer);
    }
  }

  return { next };
}
