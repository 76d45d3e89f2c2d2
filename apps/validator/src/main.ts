import { connectKafka } from '@cdr/kafka';
import { startTelemetry } from '@cdr/telemetry';
import { packageVersion, runWorker } from '@cdr/worker';
import { validatorSettings } from './config.ts';
import { runValidator } from './run-validator.ts';

const version = packageVersion(import.meta.url);

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
  run: (context) => runValidator({ ...context, version, connect: connectKafka }),
});
