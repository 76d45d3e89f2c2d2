import type { Committer } from '@cdr/kafka';
import type { Telemetry } from '@cdr/telemetry';
import type { LoaderEvents } from './load-partitions.ts';

/** What a session tells, and the end of holding its partitions. */
export interface LoadTeller extends LoaderEvents {
  /** The partitions are another loader's now. */
  givenAway(): void;
}

/** Turns what a session tells into metrics, one log line a load, and the group's offsets for the lag display. */
export function tellLoads(
  { log, metrics, health }: Telemetry,
  topic: string,
  committer: Committer,
): LoadTeller {
  const loadedThrough = new Map<number, number>();

  return {
    started(positions) {
      for (const [partition, { nextOffset }] of positions) loadedThrough.set(partition, nextOffset);
      const partitions = [...positions].map(([partition, { nextOffset }]) => ({ partition, nextOffset }));
      log.info({ topic, partitions }, 'loading from these positions');
    },
    turned(partition, endOffset) {
      health.progress();
      metrics.consumerLagRecords.set({ topic, partition }, endOffset - loadedThrough.get(partition)!);
    },
    loaded(
      { batchId, cut, rows, ranges },
      { loaded, alreadyLoaded, conflicts, unloadable, bytes, files, seconds },
    ) {
      health.progress();
      for (const { partition, to } of ranges) loadedThrough.set(partition, to.nextOffset);
      metrics.loadBatches.inc({ cut });
      metrics.loadRows.inc({ outcome: 'loaded' }, loaded);
      metrics.loadRows.inc({ outcome: 'already-loaded' }, alreadyLoaded);
      metrics.loadRows.inc({ outcome: 'conflict' }, conflicts);
      metrics.loadRows.inc({ outcome: 'unloadable' }, unloadable);
      metrics.loadBytes.inc({}, bytes);
      metrics.loadLastSuccess.set({}, Date.now() / 1000);
      for (const [phase, taken] of Object.entries(seconds)) metrics.loadDuration.observe({ phase }, taken);
      void committer.commit(ranges.map(({ partition, to }) => ({ partition, offset: to.nextOffset })));
      const counts = { rows, loaded, alreadyLoaded, conflicts, unloadable };
      log.info({ batchId, cut, ...counts, bytes, files, seconds }, 'batch loaded');
    },
    idle() {
      health.progress();
    },
    movedOn() {
      log.info({ topic }, 'another loader has moved a position: reading the positions anew');
    },
    givenAway() {
      for (const partition of loadedThrough.keys()) metrics.consumerLagRecords.remove({ topic, partition });
    },
  };
}
