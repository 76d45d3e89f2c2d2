import { connectKafka } from '@cdr/kafka';
import { startTelemetry } from '@cdr/telemetry';
import { runValidator, validatorSettings } from '@cdr/validator';
import { runWorker } from '@cdr/worker';
import { openPoints } from './kill-points/open-points.ts';
import { watchKafka } from './kill-points/watch-kafka.ts';

// The validator as its main.ts composes it, with points at which it can be made to end between its sends.

const version = 'chaos';
const points = openPoints();

await runWorker({
  name: 'validator',
  settings: validatorSettings,
  telemetry: (config) =>
    startTelemetry({
      ...config,
      worker: 'validator',
      version,
      stallAfterMs: config.stallSeconds * 1_000,
    }),
  run: (context) => {
    const topics = { clean: context.config.cleanTopic, dlq: context.config.dlqTopic };
    return runValidator({
      ...context,
      version,
      connect: async (options) => watchKafka(await connectKafka(options), topics, points),
    });
  },
});
