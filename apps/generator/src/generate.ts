import type { Kafka } from '@cdr/kafka';
import { openRegistry } from '@cdr/schema-registry';
import type { Telemetry } from '@cdr/telemetry';
import { type ConfigOf, registryAccess, type WorkerContext } from '@cdr/worker';
import type { generatorSettings } from './config.ts';
import { createRegistryPatience, type Patience } from './patience.ts';
import { linesOf, madeUpCalls, rateOf } from './message-source.ts';
import { nameSchemas, registerSchemas } from './name-schemas.ts';
import { createPace } from './pace.ts';
import { produceCalls } from './produce-calls.ts';
import { findRawTopic } from './raw-topic.ts';
import { openTruthFile } from './truth-file.ts';

type Config = ConfigOf<typeof generatorSettings>;

export interface Generation extends WorkerContext<Config> {
  kafka: Kafka;
  patience: Patience;
}

/**
 * Publishes the calls, or the file, that the settings ask for and tells the counts in one line. Resolves with the exit
 * code: 1 when a line was refused.
 */
export async function generate({
  config,
  telemetry,
  open,
  stop,
  kafka,
  patience,
}: Generation): Promise<number> {
  const { log } = telemetry;
  const topic = await patience(() => findRawTopic(kafka, config.topic), stop);
  const truth = config.truthFile === undefined ? undefined : await open(openTruthFile(config.truthFile));
  let refused = 0;
  const messages =
    config.input === undefined
      ? await callsToSend(config, telemetry, stop)
      : linesOf(config.input, topic, {
          log,
          onRefused: () => (refused += 1),
          alive: () => telemetry.health.progress(),
        });

  const begin = performance.now();
  const { published, doubtful } = await produceCalls({
    kafka,
    patience,
    topic,
    messages,
    truth,
    telemetry,
    stop,
    count: config.count ?? Infinity,
    pace: createPace(rateOf(config), () => performance.now()),
  });
  const seconds = (performance.now() - begin) / 1000;
  log.info(
    {
      published,
      refused,
      doubtful,
      seconds: Number(seconds.toFixed(1)),
      recordsPerSecond: Math.round(published / seconds),
    },
    `${String(published)} published, ${String(refused)} refused`,
  );
  return refused > 0 ? 1 : 0;
}

async function callsToSend(config: Config, telemetry: Telemetry, stop: AbortSignal) {
  const calls = madeUpCalls(config, telemetry.log);
  const access = registryAccess(config);
  if (config.schemaId === 'none' || access === null) return calls;
  const registry = openRegistry(access);
  const patience = createRegistryPatience(telemetry);
  const ids = await patience(() => registerSchemas(registry, config.topic), stop);
  return nameSchemas(calls, config.schemaId, ids);
}
