import { createMemorySchemas } from '@cdr/schema-registry/memory';
import { runValidator, validatorSettings } from '@cdr/validator';
import { readConfig } from '@cdr/worker';
import { startWorker, type Worker } from './actors.ts';
import type { Weather } from './network.ts';
import { groups, topics } from './names.ts';
import { window, type World } from './world.ts';

/** The whole validator, from checking its topics on. */
export function startValidator(world: World, weather: Weather, name: string, centsPerMinute: number): Worker {
  const config = readConfig(
    {
      RAW_TOPIC: topics.raw,
      CLEAN_TOPIC: topics.clean,
      DLQ_TOPIC: topics.dlq,
      VALIDATOR_GROUP: groups.validators,
      DEDUP_CALLS: String(window.calls),
      DEDUP_HOURS: String(window.ms / 3_600_000),
      RATE_CENTS_PER_MINUTE: String(centsPerMinute),
    },
    validatorSettings,
  );
  return startWorker(world, weather, { name, group: groups.validators }, ({ kafka, telemetry, signal }) =>
    runValidator({
      config,
      telemetry,
      open: (part) => Promise.resolve(part),
      stop: signal,
      giveUp: signal,
      version: `${centsPerMinute} cents`,
      connect: () => Promise.resolve(kafka),
      openSchemas: createMemorySchemas,
    }),
  );
}
