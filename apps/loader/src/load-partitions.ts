import type { PartitionReader } from '@cdr/kafka';
import { type Arrivals, mergeReaders } from './arrivals.ts';
import type { Cut, Limits } from './batch-window.ts';
import { type CutBatch, loadBatch, type LoadParts, type LoadResult } from './load-batch.ts';
import { openPartition } from './open-partition.ts';
import { openWindow, type Window, type Writer } from './open-window.ts';
import type { Position } from './position.ts';

export interface SessionOptions extends LoadParts {
  partitions: readonly number[];
  limits: Limits;
  scratchFolder: string;
  write: Writer;
  events: LoaderEvents;
  signal: AbortSignal;
}

/** What a session tells; the shell turns it into metrics, commits and log lines. */
export interface LoaderEvents {
  started(positions: ReadonlyMap<number, Position>): void;
  /** The loop has turned: how far each partition's end is away, in records. */
  turned(partition: number, behind: number): void;
  loaded(batch: CutBatch, result: LoadResult & { kind: 'loaded' }): void;
}

// Without arrivals the loop still turns, so that a stop is noticed.
const longestWaitMs = 500;

/**
 * One session on the partitions held: positions from the warehouse, then batch after batch; one loads while the next
 * fills. Returns when the signal aborts, with the running load settled, or when another loader moved a position.
 * @throws KafkaError, StoreError or WarehouseError when it must be begun anew, Stop when a person must look.
 */
export async function loadPartitions(options: SessionOptions): Promise<'stopped' | 'moved-on'> {
  const { kafka, topics, warehouse, partitions, events } = options;
  const positions = await warehouse.readPositions(topics.clean, partitions);
  const readers = new Map<number, PartitionReader>();
  try {
    for (const [partition, position] of positions) {
      readers.set(partition, await openPartition(kafka, topics.clean, partition, position));
    }
    events.started(positions);
    return await loadFrom(positions, mergeReaders(readers), options);
  } finally {
    await closeAll(readers.values());
  }
}

async function loadFrom(
  positions: ReadonlyMap<number, Position>,
  arrivals: Arrivals,
  options: SessionOptions,
): Promise<'stopped' | 'moved-on'> {
  const { topics, limits, scratchFolder, write, events, signal } = options;
  let window = openWindow(topics.clean, positions, limits, scratchFolder, write);
  let loading: Promise<'loaded' | 'moved-on'> = Promise.resolve('loaded');

  async function load(full: Window, cut: Cut): Promise<'loaded' | 'moved-on'> {
    const batch = full.close(cut);
    try {
      const result = await loadBatch(batch, options);
      if (result.kind === 'moved-on') return 'moved-on';
      events.loaded(batch, result);
      return 'loaded';
    } finally {
      batch.remove();
    }
  }

  try {
    while (!signal.aborted) {
      const wait = Math.min(longestWaitMs, window.msUntilAge(Date.now()) ?? longestWaitMs);
      const arrival = await arrivals.next(wait);
      if (arrival !== null) {
        window.take(arrival);
        events.turned(arrival.partition, arrival.batch.endOffset - arrival.batch.nextOffset);
      }
      const cut = window.cut(Date.now());
      if (cut === null) continue;
      // The window before must be loaded: its positions are where this one begins.
      if ((await loading) === 'moved-on') return 'moved-on';
      const full = window;
      window = openWindow(topics.clean, full.positions(), limits, scratchFolder, write);
      loading = load(full, cut);
      loading.catch(() => undefined); // told where it is awaited
    }
    return 'stopped';
  } finally {
    window.remove();
    await loading.catch(() => undefined);
  }
}

async function closeAll(readers: Iterable<{ close(): Promise<void> }>): Promise<void> {
  for (const reader of readers) await reader.close();
}
