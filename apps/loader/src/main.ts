import { startTelemetry } from '@cdr/telemetry';
import { packageVersion, runWorker } from '@cdr/worker';
import { loaderSettings } from './config.ts';
import { runLoader } from './run-loader.ts';

const version = packageVersion(import.meta.url);

await runWorker({
  name: 'loader',
  settings: loaderSettings,
  telemetry: (config) =>
    startTelemetry({
      worker: 'loader',
      version,
      host: config.metricsHost,
      port: config.metricsPort,
      logLevel: config.logLevel,
      stallAfterMs: 180_000, // a full window waits for the load before it, whose statements may take a minute each
    }),
  run: (context) => runLoader({ ...context, version }),
});
