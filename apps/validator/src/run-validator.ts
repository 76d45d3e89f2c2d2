import { createCheck, defaultQualitySettings } from '@cdr/call-quality';
import { checkTopics, type TopicNames } from '@cdr/call-record';
import { connectKafka, type Kafka } from '@cdr/kafka';
import type { Telemetry } from '@cdr/telemetry';
import { type ConfigOf, createTrouble, retryForever, Stop, type WorkerContext } from '@cdr/worker';
import type { validatorSettings } from './config.ts';
import { createSeenCalls } from './seen-calls.ts';
import type { Judged } from './validate-partition.ts';
import { isPassing, validatePartitions } from './validate-partitions.ts';

const hour = 3_600_000;

type Config = ConfigOf<typeof validatorSettings>;

export interface ValidatorContext extends WorkerContext<Config> {
  version: string;
}

/** Connects, checks the topics, takes the memory, and validates until told to stop. */
export async function runValidator({
  config,
  telemetry,
  open,
  stop,
  version,
}: ValidatorContext): Promise<undefined> {
  const { log, metrics, health } = telemetry;
  const topics: TopicNames = { raw: config.rawTopic, clean: config.cleanTopic, dlq: config.dlqTopic };
  const windowMs = config.dedupHours * hour;
  const trouble = createTrouble('Kafka', { log, health });
  const patience = {
    signal: stop,
    isRetriable: isPassing,
    onRetry: () => metrics.retries.inc({ part: 'Kafka' }),
  };

  const kafka = await retryForever(
    trouble,
    () => connectKafka({ brokers: config.brokers, clientId: 'cdr-validator' }),
    patience,
  );
  await open(kafka);
  const reach = { dedupWindowMs: windowMs, longestOutageMs: config.outageHours * hour };
  const partitions = await retryForever(trouble, () => checkedPartitions(kafka, topics, reach), patience);
  const seenCalls = Array.from({ length: partitions }, () => createSeenCalls(config.dedupCalls, windowMs));
  const { sourceTimeZone: timeZone, centsPerMinute } = config;
  const check = createCheck({ ...defaultQualitySettings, timeZone, centsPerMinute });

  const validate = () =>
    validatePartitions({
      kafka,
      topics,
      group: config.group,
      check,
      seenCalls,
      capacity: config.dedupCalls,
      windowMs,
      version,
      trouble,
      onRetry: patience.onRetry,
      signal: stop,
      onTakeover: ({ why, ...taken }) => {
        metrics.takeovers.inc({ reason: why });
        log.info({ ...taken, why }, 'partition taken over');
      },
      onJudged: (outcome) => tell(outcome, topics, seenCalls, telemetry),
    });
  await retryForever(trouble, validate, patience);
}

async function checkedPartitions(
  kafka: Kafka,
  topics: TopicNames,
  reach: Parameters<typeof checkTopics>[2],
): Promise<number> {
  const [raw, clean, dlq] = await Promise.all([
    kafka.describeTopic(topics.raw),
    kafka.describeTopic(topics.clean),
    kafka.describeTopic(topics.dlq),
  ]);
  const problems = checkTopics(topics, { raw, clean, dlq }, reach);
  if (problems.length > 0) throw new Stop(problems.join('; '));
  return raw!.partitions;
}

function tell(
  outcome: Judged,
  topics: TopicNames,
  seenCalls: readonly { size: number; spanMs: number }[],
  { metrics, health }: Telemetry,
): void {
  const { partition, records, clean, dead, nextOffset, endOffset, lastTimestamp } = outcome;
  health.progress();
  const place = { topic: topics.raw, partition };
  const behind = endOffset - nextOffset;
  metrics.consumerLagRecords.set(place, behind);
  metrics.consumerLagSeconds.set(
    place,
    behind > 0 && lastTimestamp !== null ? (Date.now() - lastTimestamp) / 1000 : 0,
  );
  if (records === 0) return;
  metrics.recordsConsumed.inc({ topic: topics.raw }, records);
  metrics.recordsProduced.inc({ topic: topics.clean }, clean);
  metrics.recordsProduced.inc({ topic: topics.dlq }, dead.length);
  for (const { reason, rule } of dead) metrics.recordsRejected.inc({ reason, rule });
  const seen = seenCalls[partition]!;
  metrics.dedupStateEntries.set({ partition }, seen.size);
  metrics.dedupSpan.set({ partition }, seen.spanMs / 1000);
}
