import type { ReadMoment } from '@cdr/call-record';
import { type Committer, holdPartitions, isPassing } from '@cdr/kafka';
import { StoreError } from '@cdr/object-store';
import { createWatermark, type Telemetry } from '@cdr/telemetry';
import { WarehouseError } from '@cdr/warehouse';
import { keepRunning, type Trouble } from '@cdr/worker';
import type { PartName } from './check-parts.ts';
import { loadPartitions, type SessionOptions } from './load-partitions.ts';
import type { LoaderEvents } from './loader-events.ts';
import { showCounts, tellLoads } from './tell-loads.ts';

export interface KeepLoadingOptions {
  session: Omit<SessionOptions, 'partitions' | 'signal' | 'events'>;
  group: string;
  telemetry: Telemetry;
  /** Reads times of the source. */
  readMoment: ReadMoment;
  troubles: Record<PartName, Trouble>;
  onRetry: (error: unknown) => void;
  signal: AbortSignal;
}

/**
 * Loads what the group gives this loader to hold, until the signal aborts: sessions and membership are begun anew for ever.
 * @throws Stop when a person must look, and what no retry mends.
 */
export async function keepLoading(options: KeepLoadingOptions): Promise<void> {
  const { session, group, telemetry, readMoment, troubles, onRetry, signal } = options;
  const { kafka, topics } = session;
  showCounts(telemetry.metrics, topics);
  const raiseWatermark = createWatermark(telemetry.metrics.eventWatermark, 'loaded', readMoment);

  async function work(
    partitions: number[],
    held: AbortSignal,
    committer: Committer,
    kafkaWorks: () => void,
  ): Promise<void> {
    const tell = tellLoads({ telemetry, topics, partitions, committer, raiseWatermark });
    let why = 'assigned';
    try {
      await keepRunning(
        async (works) => {
          const events = afterLoads(tell, kafkaWorks, works);
          tell.begins(why);
          why = await loadPartitions({ ...session, partitions, signal: held, events });
        },
        // Trouble with Kafka is the group's as well: it ends this work, and is told once.
        {
          troubleOf: (error) => troubleBeside('Kafka', error),
          cures: [troubles.S3, troubles.warehouse],
          signal: held,
          onRetry(error) {
            why = partOf(error) ?? 'unknown';
            onRetry(error);
          },
        },
      );
    } finally {
      tell.givenAway();
    }
  }

  function troubleBeside(part: PartName, error: unknown): Trouble | null {
    const failing = partOf(error);
    return failing === null || failing === part ? null : troubles[failing];
  }

  await keepRunning(
    (works) =>
      holdPartitions({
        kafka,
        group,
        topic: topics.clean,
        signal,
        work: (partitions, held, committer) => work(partitions, held, committer, works),
        // A loader that holds no partition waits for some: that is what it should do.
        idle() {
          telemetry.health.progress();
          works();
        },
      }),
    {
      troubleOf: (error) => (partOf(error) === 'Kafka' ? troubles.Kafka : null),
      // All of them: trouble with partitions that were taken away is their new owner's.
      cures: Object.values(troubles),
      signal,
      onRetry,
    },
  );
}

/** The part whose trouble an error is, if it passes by itself. */
export function partOf(error: unknown): PartName | null {
  if (isPassing(error)) return 'Kafka';
  if (error instanceof StoreError && error.retriable) return 'S3';
  return error instanceof WarehouseError && error.retriable ? 'warehouse' : null;
}

// A session that has loaded something, or has nothing to load, works: all its parts have answered.
function afterLoads(events: LoaderEvents, ...works: (() => void)[]): LoaderEvents {
  return {
    ...events,
    loaded: (batch, result) => {
      for (const tell of works) tell();
      events.loaded(batch, result);
    },
    idle: () => {
      for (const tell of works) tell();
      events.idle();
    },
  };
}
