import type { Telemetry } from '@cdr/telemetry';
import type { SeenCalls } from './seen-calls.ts';
import type { ValidatorEvents } from './validate-partitions.ts';
import type { TopicNames } from '@cdr/call-record';

/** Turns what the validator tells into metrics, log lines and signs of life. */
export function tellValidation(
  { log, metrics, health }: Pick<Telemetry, 'log' | 'metrics' | 'health'>,
  topics: TopicNames,
  seenCalls: readonly Pick<SeenCalls, 'size' | 'spanMs'>[],
): ValidatorEvents {
  function showState(partition: number): void {
    const { size, spanMs } = seenCalls[partition]!;
    metrics.dedupStateEntries.set({ partition }, size);
    metrics.dedupSpan.set({ partition }, spanMs / 1000);
  }

  return {
    alive: () => health.progress(),

    takenOver(taken) {
      metrics.takeovers.inc({ reason: taken.why });
      showState(taken.partition);
      if (taken.why === 'foreign-write') log.warn({ ...taken, topic: topics.clean }, foreignWrite);
      else log.info({ ...taken, topic: topics.raw }, 'partition taken over');
    },

    judged({ partition, records, clean, dead, nextOffset, endOffset, lastTimestamp }) {
      health.progress();
      const place = { topic: topics.raw, partition };
      const behind = endOffset - nextOffset;
      metrics.consumerLagRecords.set(place, behind);
      metrics.consumerLagSeconds.since(place, behind > 0 ? lastTimestamp : null);
      if (records === 0) return;
      metrics.recordsConsumed.inc({ topic: topics.raw }, records);
      metrics.recordsProduced.inc({ topic: topics.clean }, clean);
      metrics.recordsProduced.inc({ topic: topics.dlq }, dead.length);
      for (const { reason, rule } of dead) metrics.recordsRejected.inc({ reason, rule });
      showState(partition);
    },

    left(partition) {
      const place = { topic: topics.raw, partition };
      metrics.consumerLagRecords.remove(place);
      metrics.consumerLagSeconds.remove(place);
      metrics.dedupStateEntries.remove({ partition });
      metrics.dedupSpan.remove({ partition });
    },
  };
}

const foreignWrite =
  'another validator wrote to this partition; taken over anew. Normal once when partitions change hands; if it repeats, ' +
  'look for a validator with another VALIDATOR_GROUP on the same topics';
