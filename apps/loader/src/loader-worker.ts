import { startTelemetry } from '@cdr/telemetry';
import type { Worker } from '@cdr/worker';
import { loaderSettings, stallAfterMs } from './config.ts';
import { type LoaderPorts, runLoader } from './run-loader.ts';

/** The loader as a worker, on the ports it is given. */
export function loaderWorker(version: string, ports: LoaderPorts): Worker<typeof loaderSettings> {
  return {
    name: 'loader',
    settings: loaderSettings,
    telemetry: (config) =>
      startTelemetry({
        ...config,
        worker: 'loader',
        version,
        stallAfterMs: stallAfterMs(config),
      }),
    run: (context) => runLoader({ ...context, ...ports, version }),
  };
}
