import type { TopicNames } from '@cdr/call-record';
import type { Committer } from '@cdr/kafka';
import type { Health, Log, MetricsOf, Watermark } from '@cdr/telemetry';
import type { CutBatch, LoadResult } from './load-batch.ts';
import type { LoaderEvents } from './loader-events.ts';
import { createWaiting, type Waiting } from './waiting.ts';

/** What a session tells, and the begin and end of holding its partitions. */
export interface LoadTeller extends LoaderEvents {
  /** A session begins; `why` is a word for the metric: `assigned`, or what ended the one before. */
  begins(why: string): void;
  /** The partitions are another loader's now. */
  givenAway(): void;
}

export interface LoadListeners {
  telemetry: { log: Log; metrics: MetricsOf<'loader'>; health: Health };
  topics: TopicNames;
  /** Those held. */
  partitions: readonly number[];
  committer: Committer;
  raiseWatermark: Watermark;
}

/** How far a partition is loaded and read. */
interface Standing {
  loadedThrough: number;
  end: number;
  /** It was read to its end. */
  isRead: boolean;
  waiting: Waiting;
}

type Loaded = LoadResult & { kind: 'loaded' };

/** Turns what a session tells into metrics, signs of life, and the group's offsets for the lag display. */
export function tellLoads({
  telemetry,
  topics,
  partitions,
  committer,
  raiseWatermark,
}: LoadListeners): LoadTeller {
  const { log, metrics, health } = telemetry;
  const topic = topics.clean;
  const standings = new Map<number, Standing>();
  const reads = new Map<number, string>();
  let reason = 'assigned';
  let began = 0;
  for (const partition of partitions) health.watch(`${topic}/${partition}`);

  function show(partition: number, { loadedThrough, end, isRead, waiting }: Standing): void {
    // At the end of the log may be offsets without a record, which no load will ever pass.
    const isLoaded = isRead && waiting.oldest() === null;
    health.stands(`${topic}/${partition}`, isLoaded ? end : loadedThrough, end);
    metrics.consumerLagRecords.set({ topic, partition }, end - loadedThrough);
    metrics.consumerLagSeconds.since({ topic, partition }, waiting.oldest());
  }

  function read(partition: number): void {
    const what = reads.get(partition);
    if (what !== undefined) health.unwatch(what);
    reads.delete(partition);
  }

  return {
    begins(why) {
      reason = why;
      began = Date.now();
    },

    started(positions) {
      metrics.takeovers.inc({ reason }, positions.size);
      metrics.takeoverDuration.observe({}, (Date.now() - began) / 1000);
      for (const partition of partitions) read(partition);
      for (const [partition, { nextOffset }] of positions) {
        standings.set(partition, {
          loadedThrough: nextOffset,
          end: nextOffset,
          isRead: false,
          waiting: createWaiting(),
        });
        health.moved(`${topic}/${partition}`);
      }
      const from = [...positions].map(([partition, { nextOffset }]) => ({ partition, nextOffset }));
      log.info({ topic, partitions: from }, 'loading from these positions');
    },

    reading(partition, offset) {
      const what = `the reader of ${topic}/${partition} at offset ${offset}`;
      if (reads.get(partition) !== what) read(partition);
      reads.set(partition, what);
      health.watch(what);
    },

    read,

    turned(partition, batch) {
      health.progress();
      const standing = standings.get(partition)!;
      standing.end = batch.endOffset;
      standing.isRead = batch.nextOffset >= batch.endOffset;
      standing.waiting.read(batch);
      show(partition, standing);
    },

    loading() {
      health.progress();
      for (const partition of partitions) health.moved(`${topic}/${partition}`);
    },

    loaded(batch, result) {
      health.progress();
      const now = Date.now();
      for (const { partition, to, rows } of batch.ranges) {
        const standing = standings.get(partition)!;
        const oldest = standing.waiting.oldest();
        if (rows > 0 && oldest !== null) metrics.endToEndLatency.observe({}, (now - oldest) / 1000);
        standing.loadedThrough = to.nextOffset;
        standing.waiting.loadedThrough(to.nextOffset);
        show(partition, standing);
      }
      countLoad(metrics, topics, batch, result);
      raiseWatermark(result.latestStart);
      void committer.commit(batch.ranges.map(({ partition, to }) => ({ partition, offset: to.nextOffset })));
      const { kind: _, latestStart: __, seconds, bytes, files, ...counts } = result;
      const { cut, rows } = batch;
      // The ledger keeps each batch for good: a line every two seconds would bury the ones that matter.
      log.debug({ cut, rows, ...counts, bytes, files, seconds }, 'batch loaded');
    },

    idle() {
      health.progress();
    },

    movedOn() {
      log.info({ topic }, 'another loader has moved a position: reading the positions anew');
    },

    givenAway() {
      for (const partition of partitions) {
        read(partition);
        health.unwatch(`${topic}/${partition}`);
        metrics.consumerLagRecords.remove({ topic, partition });
        metrics.consumerLagSeconds.remove({ topic, partition });
      }
    },
  };
}

/** Shows what a loader counts with 0, so that the first event of each is seen as a rise. */
export function showCounts(metrics: MetricsOf<'loader'>, topics: TopicNames): void {
  metrics.recordsConsumed.inc({ topic: topics.clean }, 0);
  metrics.recordsRejected.inc({ reason: 'conflict', rule: 'is-no-conflict' }, 0);
  metrics.recordsRejected.inc({ reason: 'load', rule: 'is-loadable' }, 0);
  for (const outcome of ['loaded', 'already-loaded', 'conflict', 'unloadable'])
    metrics.loadRows.inc({ outcome }, 0);
}

function countLoad(
  metrics: MetricsOf<'loader'>,
  topics: TopicNames,
  { cut, rows }: CutBatch,
  { loaded, alreadyLoaded, conflicts, unloadable, bytes, files, seconds }: Loaded,
): void {
  metrics.loadBatches.inc({ cut });
  metrics.batchSize.observe({}, rows);
  metrics.recordsConsumed.inc({ topic: topics.clean }, rows);
  metrics.recordsRejected.inc({ reason: 'conflict', rule: 'is-no-conflict' }, conflicts);
  metrics.recordsRejected.inc({ reason: 'load', rule: 'is-loadable' }, unloadable);
  metrics.loadRows.inc({ outcome: 'loaded' }, loaded);
  metrics.loadRows.inc({ outcome: 'already-loaded' }, alreadyLoaded);
  metrics.loadRows.inc({ outcome: 'conflict' }, conflicts);
  metrics.loadRows.inc({ outcome: 'unloadable' }, unloadable);
  metrics.loadFiles.inc({}, files);
  metrics.loadBytes.inc({}, bytes);
  metrics.loadLastSuccess.set({}, Date.now() / 1000);
  for (const [phase, taken] of Object.entries(seconds)) metrics.loadDuration.observe({ phase }, taken);
}
