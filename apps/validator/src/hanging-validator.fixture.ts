// A whole validator on a Kafka in memory, for the test of a real process: the reader of raw/1 never answers.
import { topicSettings } from '@cdr/call-record';
import { createMemorySchemas } from '@cdr/schema-registry/memory';
import { startTelemetry } from '@cdr/telemetry';
import { runWorker } from '@cdr/worker';
import { validatorSettings } from './config.ts';
import { runValidator } from './run-validator.ts';
import { jsonOf } from './testing/calls.ts';
import { hangReaders } from './testing/hang.ts';
import { createScriptedKafka } from './testing/scripted-kafka.ts';
import { produce } from './testing/partition-run.ts';

const memory = createScriptedKafka({
  topics: ['raw', 'clean', 'dlq'],
  group: 'telecom-validator',
  partitions: 6,
});
for (const role of ['raw', 'clean', 'dlq'] as const) memory.alter(role, topicSettings[role]);
for (let partition = 0; partition < 6; partition += 1) produce(memory, [jsonOf(0), jsonOf(1)], partition);
hangReaders(memory, 'raw', 1, 'no answer');

await runWorker({
  name: 'validator',
  settings: validatorSettings,
  telemetry: (config) =>
    startTelemetry({ ...config, worker: 'validator', version: '0', stallAfterMs: 2_000 }),
  run: (context) =>
    runValidator({
      ...context,
      version: '0',
      connect: async () => memory.kafka,
      openSchemas: createMemorySchemas,
    }),
});
