import type { PartitionReader } from '@cdr/kafka';
import { type Arrivals, mergeReaders } from './arrivals.ts';
import type { Cut } from './batch-window.ts';
import { loadBatch, type LoadParts, type LoadResult } from './load-batch.ts';
import { createLoadLane } from './load-lane.ts';
import type { LoadLimits } from './load-limits.ts';
import type { LoaderEvents } from './loader-events.ts';
import { openPartition } from './open-partition.ts';
import { openWindow, type Window, type Writer } from './open-window.ts';
import type { Position } from './position.ts';
import { tellReads } from './tell-reads.ts';

export interface SessionOptions extends Omit<LoadParts, 'onStep'> {
  partitions: readonly number[];
  /** Outlive the session: what the warehouse could not take, the next session must not bring again. */
  limits: LoadLimits;
  scratchFolder: string;
  write: Writer;
  /** Gives the load under way up, at its next step, when it aborts. */
  cut: AbortSignal;
  events: LoaderEvents;
  signal: AbortSignal;
}

// Without arrivals the loop still turns, so that a stop is noticed.
const longestWaitMs = 500;

/**
 * One session on the partitions held: positions from the warehouse, then batch after batch; one loads while the next
 * fills. Returns when the signal aborts, with the running load done, or when another loader moved a position.
 * @throws what the running load throws, also when it is given up; KafkaError, StoreError or WarehouseError when it must be
 * begun anew, Stop when a person must look.
 */
export async function loadPartitions(options: SessionOptions): Promise<'stopped' | 'moved-on'> {
  const { kafka, topics, warehouse, partitions, events } = options;
  const positions = await warehouse.readPositions(topics.clean, partitions);
  const readers = new Map<number, PartitionReader>();
  try {
    for (const [partition, position] of positions) {
      const reader = await openPartition(kafka, topics.clean, partition, position);
      readers.set(partition, tellReads(reader, partition, position.nextOffset, events));
    }
    events.started(positions);
    const ended = await loadFrom(positions, mergeReaders(readers), options);
    if (ended === 'moved-on') events.movedOn();
    return ended;
  } finally {
    await Promise.all([...readers.values()].map((reader) => reader.close()));
  }
}

async function loadFrom(
  positions: ReadonlyMap<number, Position>,
  arrivals: Arrivals,
  options: SessionOptions,
): Promise<'stopped' | 'moved-on'> {
  const { topics, limits, scratchFolder, write, cut, events, signal } = options;
  const lane = createLoadLane<LoadResult['kind']>();
  const caughtUp = new Set<number>();
  let window = openWindow(topics.clean, positions, limits, scratchFolder, write);

  function onStep(): void {
    cut.throwIfAborted();
    events.loading();
  }

  async function load(full: Window, why: Cut): Promise<LoadResult['kind']> {
    const batch = full.close(why);
    try {
      const result = await loadBatch(batch, { ...options, onStep });
      if (result.kind === 'loaded') {
        limits.worked(why);
        events.loaded(batch, result);
      }
      return result.kind;
    } catch (error) {
      limits.failed(error, batch);
      throw error;
    } finally {
      full.remove();
    }
  }

  try {
    while (!signal.aborted) {
      const age = lane.busy ? null : window.msUntilAge(Date.now());
      const arrival = await arrivals.next(Math.min(longestWaitMs, age ?? longestWaitMs), lane.end);
      if (arrival !== null) {
        const { partition, batch } = arrival;
        window.take(arrival);
        if (batch.nextOffset >= batch.endOffset) caughtUp.add(partition);
        else caughtUp.delete(partition);
        events.turned(partition, batch);
      }
      // A failed load is told at once, not when the next window is full: on a quiet topic that would be never.
      if (lane.ended && (await lane.finish()) === 'moved-on') return 'moved-on';
      if (!lane.busy && window.isEmpty() && caughtUp.size === positions.size) events.idle();
      const why = window.cut(Date.now());
      // While a load runs, age is no reason to stop filling: what waits makes the next load larger.
      if (why === null || (why === 'age' && lane.busy)) continue;
      // The window before must be loaded: its positions are where this one begins.
      if ((await lane.finish()) === 'moved-on') return 'moved-on';
      const full = window;
      window = openWindow(topics.clean, full.positions(), limits, scratchFolder, write);
      lane.start(load(full, why));
    }
    await lane.finish();
    return 'stopped';
  } finally {
    window.remove();
    await lane.settle();
  }
}
