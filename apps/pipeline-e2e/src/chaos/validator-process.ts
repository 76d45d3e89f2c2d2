import { connectKafka } from '@cdr/kafka';
import { openRegistry } from '@cdr/schema-registry';
import { validatorSettings, validatorWorker } from '@cdr/validator';
import { readConfig, runWorker } from '@cdr/worker';
import { openPoints } from './kill-points/open-points.ts';
import { watchKafka } from './kill-points/watch-kafka.ts';

// The validator with points at which it can be made to end between its sends.

const points = openPoints();
const { cleanTopic: clean, dlqTopic: dlq } = readConfig(process.env, validatorSettings);

await runWorker(
  validatorWorker('chaos', {
    connect: async (options) => watchKafka(await connectKafka(options), { clean, dlq }, points),
    openSchemas: openRegistry,
  }),
);
