import type { PartitionReader, RecordBatch } from '@cdr/kafka';

/** A batch of records of one partition. */
export interface Arrival {
  partition: number;
  batch: RecordBatch;
}

/** Several partitions' readers as one: whichever has something next. */
export interface Arrivals {
  /** The next arrival, or null when none came within `ms` or before `wake` resolved. @throws what a reader throws */
  next(ms: number, wake: Promise<void> | null): Promise<Arrival | null>;
}

/** Merges readers; each is asked for one batch at a time, so what is not taken stays in Kafka. */
export function mergeReaders(readers: ReadonlyMap<number, PartitionReader>): Arrivals {
  const pending = new Map<number, Promise<Arrival>>();
  const alarm = createAlarm();

  function ask(partition: number, reader: PartitionReader): void {
    const arrival = reader.next().then((batch) => ({ partition, batch }));
    arrival.catch(() => undefined); // told by the next call
    pending.set(partition, arrival);
  }

  async function next(ms: number, wake: Promise<void> | null): Promise<Arrival | null> {
    for (const [partition, reader] of readers) if (!pending.has(partition)) ask(partition, reader);
    const nothing = Promise.withResolvers<null>();
    function giveUp(): void {
      nothing.resolve(null);
    }
    const timer = setTimeout(giveUp, ms);
    alarm.set(wake, giveUp);
    try {
      const arrival = await Promise.race([...pending.values(), nothing.promise]);
      // To the end of the line, so that a busy partition does not keep the others waiting.
      if (arrival !== null) pending.delete(arrival.partition);
      return arrival;
    } finally {
      clearTimeout(timer);
    }
  }

  return { next };
}

// Racing a promise again in each turn would leave a reaction in it each time, and a load lasts thousands of turns: each
// promise is listened to once, and calls whoever waits when it resolves.
function createAlarm() {
  let heeded: Promise<void> | null = null;
  let rung = false;
  let call: () => void = () => undefined;

  function set(wake: Promise<void> | null, callback: () => void): void {
    call = callback;
    if (wake !== heeded) {
      heeded = wake;
      rung = false;
      void wake?.then(() => ring(wake));
    }
    if (rung) call();
  }

  function ring(wake: Promise<void>): void {
    if (wake !== heeded) return;
    rung = true;
    call();
  }

  return { set };
}
