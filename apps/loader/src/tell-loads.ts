import type { Committer } from '@cdr/kafka';
import type { Telemetry } from '@cdr/telemetry';
import type { LoaderEvents } from './load-partitions.ts';

/** Turns what a session tells into metrics, one log line a load, and the group's offsets for the lag display. */
export function tellLoads(
  { log, metrics, health }: Telemetry,
  topic: string,
  committer: Committer,
): LoaderEvents {
  return {
    started(positions) {
      const partitions = [...positions].map(([partition, { nextOffset }]) => ({ partition, nextOffset }));
      log.info({ topic, partitions }, 'loading from these positions');
    },
    turned(partition, behind) {
      health.progress();
      metrics.consumerLagRecords.set({ topic, partition }, behind);
    },
    loaded({ batchId, cut, rows, ranges }, { loaded, alreadyLoaded, conflicts, bytes, files, seconds }) {
      metrics.loadBatches.inc({ cut });
      metrics.loadRows.inc({ outcome: 'loaded' }, loaded);
      metrics.loadRows.inc({ outcome: 'already-loaded' }, alreadyLoaded);
      metrics.loadRows.inc({ outcome: 'conflict' }, conflicts);
      metrics.loadBytes.inc({}, bytes);
      metrics.loadLastSuccess.set({}, Date.now() / 1000);
      for (const [phase, taken] of Object.entries(seconds)) metrics.loadDuration.observe({ phase }, taken);
      void committer.commit(ranges.map(({ partition, to }) => ({ partition, offset: to.nextOffset })));
      log.info(
        { batchId, cut, rows, loaded, alreadyLoaded, conflicts, bytes, files, seconds },
        'batch loaded',
      );
    },
  };
}
