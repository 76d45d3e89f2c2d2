import { createCheck, defaultQualitySettings } from '@cdr/call-quality';
import { checkTopics, createMomentReader, type Reach, type TopicNames } from '@cdr/call-record';
import { type connectKafka, isPassing, type Kafka, type Sent } from '@cdr/kafka';
import type { RegistryAccess, Schemas } from '@cdr/schema-registry';
import { tellSends } from '@cdr/telemetry';
import {
  type ConfigOf,
  createTrouble,
  keepRunning,
  registryAccess,
  retryForever,
  Stop,
  type WorkerContext,
} from '@cdr/worker';
import type { validatorSettings } from './config.ts';
import { createSeenCalls, type SeenCalls } from './seen-calls.ts';
import { placeOf, tellValidation } from './tell-validation.ts';
import { validatePartitions } from './validate-partitions.ts';
import { createWriterSchemas } from './writer-schemas.ts';

const hour = 3_600_000;

// Of the registry: a worker that is told to stop ends within 4 s, and a question that is asked is not taken back.
const answerWithinMs = 3_000;

/** What reaches Kafka and the schema registry. */
export interface ValidatorPorts {
  connect: typeof connectKafka;
  openSchemas: (access: RegistryAccess) => Pick<Schemas, 'schemaById'>;
}

export interface ValidatorContext extends WorkerContext<ConfigOf<typeof validatorSettings>>, ValidatorPorts {
  version: string;
}

/**
 * Connects, checks the topics, takes the memory, and validates until told to stop.
 * @throws Stop when a person must look, and what no retry mends.
 */
export async function runValidator({
  config,
  telemetry,
  open,
  stop: signal,
  giveUp,
  version,
  connect,
  openSchemas,
}: ValidatorContext): Promise<undefined> {
  const { group, dedupCalls: capacity, sourceTimeZone: timeZone, centsPerMinute } = config;
  const topics: TopicNames = { raw: config.rawTopic, clean: config.cleanTopic, dlq: config.dlqTopic };
  const windowMs = config.dedupHours * hour;
  const trouble = createTrouble('Kafka', telemetry);
  function onRetry(): void {
    telemetry.metrics.retries.inc({ part: 'Kafka' });
  }
  const patience = { signal, isRetriable: isPassing, onRetry };
  const tellSend = tellSends(telemetry.metrics, [topics.clean, topics.dlq]);
  function onSent(sent: Sent): void {
    tellSend(sent);
    telemetry.health.moved(placeOf(topics, sent.partition));
  }

  const kafka = await retryForever(
    trouble,
    () => connect({ brokers: config.brokers, clientId: 'cdr-validator', onSent, giveUp }),
    patience,
  );
  await open(kafka);
  const reach = { dedupWindowMs: windowMs, longestOutageMs: config.outageHours * hour };
  const partitions = await retryForever(trouble, () => checkedPartitions(kafka, topics, reach), patience);
  const seenCalls = takeMemory(partitions, capacity, windowMs);
  const check = createCheck({ ...defaultQualitySettings, timeZone, centsPerMinute });
  const access = registryAccess(config);
  const registryTrouble = createTrouble('schema registry', telemetry);
  const schemas = createWriterSchemas({
    registry: access && openSchemas({ ...access, answerWithinMs }),
    trouble: registryTrouble,
    onRetry: () => telemetry.metrics.retries.inc({ part: 'schema registry' }),
  });
  const events = tellValidation(telemetry, topics, seenCalls, createMomentReader(timeZone));

  function validate(works: () => void): Promise<void> {
    return validatePartitions({
      kafka,
      topics,
      group,
      check,
      schemas,
      seenCalls,
      capacity,
      windowMs,
      version,
      trouble,
      onRetry,
      signal,
      events: {
        ...events,
        alive() {
          works();
          events.alive();
        },
        judged(outcome) {
          works();
          events.judged(outcome);
        },
      },
    });
  }
  // Membership may be lost at any time: join again.
  await keepRunning(validate, {
    troubleOf: (error) => (isPassing(error) ? trouble : null),
    cures: [trouble],
    signal,
    onRetry,
  });
}

async function checkedPartitions(kafka: Kafka, topics: TopicNames, reach: Reach): Promise<number> {
  const [raw, clean, dlq] = await Promise.all([
    kafka.describeTopic(topics.raw),
    kafka.describeTopic(topics.clean),
    kafka.describeTopic(topics.dlq),
  ]);
  const problems = checkTopics(topics, { raw, clean, dlq }, reach);
  if (problems.length > 0) throw new Stop(problems.join('; '));
  return raw!.partitions;
}

function takeMemory(partitions: number, calls: number, windowMs: number): SeenCalls[] {
  try {
    return Array.from({ length: partitions }, () => createSeenCalls(calls, windowMs));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Stop(
      `there is no memory for ${partitions} partitions of ${calls} remembered calls each (${error.message}): give this ` +
        'worker more, or set DEDUP_CALLS lower, and duplicates further apart than that will reach the loader',
      { cause: error },
    );
  }
}
