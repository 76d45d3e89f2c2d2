import { connectKafka } from '@cdr/kafka';
import { openS3 } from '@cdr/object-store';
import { startTelemetry } from '@cdr/telemetry';
import { createConnections } from '@cdr/warehouse';
import { packageVersion, runWorker } from '@cdr/worker';
import { loaderSettings, stallAfterMs } from './config.ts';
import { runLoader } from './run-loader.ts';

const version = packageVersion(import.meta.url);

await runWorker({
  name: 'loader',
  settings: loaderSettings,
  telemetry: (config) =>
    startTelemetry({
      ...config,
      worker: 'loader',
      version,
      stallAfterMs: stallAfterMs(config),
    }),
  run: (context) =>
    runLoader({
      ...context,
      version,
      connect: connectKafka,
      openStore: openS3,
      openConnections: createConnections,
    }),
});
