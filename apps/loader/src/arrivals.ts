import type { PartitionReader, RecordBatch } from '@cdr/kafka';

/** A batch of records of one partition. */
export interface Arrival {
  partition: number;
  batch: RecordBatch;
}

/** Several partitions' readers as one: whichever has something next. */
export interface Arrivals {
  /** The next arrival, or null when none came within `ms`. @throws what a reader throws */
  next(ms: number): Promise<Arrival | null>;
  close(): Promise<void>;
}

/** Merges readers; each is asked for one batch at a time, so what is not taken stays in Kafka. */
export function mergeReaders(readers: ReadonlyMap<number, PartitionReader>): Arrivals {
  const pending = new Map<number, Promise<Arrival>>();

  function ask(partition: number, reader: PartitionReader): void {
    const arrival = reader.next().then((batch) => ({ partition, batch }));
    arrival.catch(() => undefined); // told by the next call
    pending.set(partition, arrival);
  }

  async function next(ms: number): Promise<Arrival | null> {
    for (const [partition, reader] of readers) if (!pending.has(partition)) ask(partition, reader);
    const timeout = Promise.withResolvers<null>();
    const timer = setTimeout(() => timeout.resolve(null), ms);
    try {
      const arrival = await Promise.race([timeout.promise, ...pending.values()]);
      if (arrival !== null) {
        // To the end of the line, so that a busy partition does not keep the others waiting.
        pending.delete(arrival.partition);
      }
      return arrival;
    } finally {
      clearTimeout(timer);
    }
  }

  async function close(): Promise<void> {
    await Promise.all([...readers.values()].map((reader) => reader.close()));
  }

  return { next, close };
}
