import type { ReadMoment, TopicNames } from '@cdr/call-record';
import { createWatermark, type Health, type Log, type MetricsOf } from '@cdr/telemetry';
import type { SeenCalls } from './seen-calls.ts';
import type { Judged } from './validate-partition.ts';
import type { ValidatorEvents } from './validate-partitions.ts';

/** To whom it is told. */
export interface ValidatorTelemetry {
  log: Log;
  metrics: MetricsOf<'validator'>;
  health: Health;
}

/** Turns what the validator tells into metrics, log lines and signs of life; `readMoment` reads times of the source. */
export function tellValidation(
  { log, metrics, health }: ValidatorTelemetry,
  topics: TopicNames,
  seenCalls: readonly Pick<SeenCalls, 'size' | 'spanMs'>[],
  readMoment: ReadMoment,
): ValidatorEvents {
  const raiseWatermark = createWatermark(metrics.eventWatermark, 'validated', readMoment);
  metrics.recordsConsumed.inc({ topic: topics.raw }, 0);

  function showState(partition: number): void {
    const { size, spanMs } = seenCalls[partition]!;
    metrics.dedupStateEntries.set({ partition }, size);
    metrics.dedupSpan.set({ partition }, spanMs / 1000);
  }

  function countLetters(dead: Judged['dead']): void {
    for (const letters of Map.groupBy(dead, ({ reason, rule }) => `${reason} ${rule}`).values())
      metrics.recordsRejected.inc({ ...letters[0]! }, letters.length);
  }

  return {
    alive: () => health.progress(),

    held: (partition) => health.watch(placeOf(topics, partition)),

    takingOver(partition) {
      health.progress();
      health.moved(placeOf(topics, partition));
    },

    takenOver(taken) {
      health.moved(placeOf(topics, taken.partition));
      metrics.takeovers.inc({ reason: taken.why });
      metrics.takeoverDuration.observe({}, taken.seconds);
      showState(taken.partition);
      if (taken.why === 'foreign-write') log.warn({ ...taken, topic: topics.clean }, foreignWrite);
      else log.info({ ...taken, topic: topics.raw }, 'partition taken over');
    },

    judged({
      partition,
      records,
      dead,
      nextOffset,
      endOffset,
      openTransactionAt,
      firstTimestamp,
      lastTimestamp,
      latestStart,
    }) {
      health.progress();
      // Who waits for a producer to end its transaction does not hang, and a new start would not help.
      health.stands(placeOf(topics, partition), nextOffset, openTransactionAt ?? endOffset);
      const place = { topic: topics.raw, partition };
      const behind = endOffset - nextOffset;
      metrics.consumerLagRecords.set(place, behind);
      // The record dealt with last came just before the oldest that waits.
      if (behind === 0 || lastTimestamp !== null)
        metrics.consumerLagSeconds.since(place, behind === 0 ? null : lastTimestamp);
      if (records === 0) return;
      metrics.batchSize.observe({}, records);
      if (firstTimestamp !== null)
        metrics.validationLatency.observe({}, Math.max(0, Date.now() - firstTimestamp) / 1000);
      metrics.recordsConsumed.inc({ topic: topics.raw }, records);
      countLetters(dead);
      raiseWatermark(latestStart);
      showState(partition);
    },

    left(partition) {
      health.unwatch(placeOf(topics, partition));
      const place = { topic: topics.raw, partition };
      metrics.consumerLagRecords.remove(place);
      metrics.consumerLagSeconds.remove(place);
      metrics.dedupStateEntries.remove({ partition });
      metrics.dedupSpan.remove({ partition });
    },
  };
}

/** A partition under the name by which the watchdog knows it. */
export function placeOf(topics: TopicNames, partition: number): string {
  return `${topics.raw}/${partition}`;
}

const foreignWrite =
  'another validator wrote to this partition; taken over anew. Normal once when partitions change hands; if it repeats, ' +
  'look for a validator with another VALIDATOR_GROUP on the same topics';
