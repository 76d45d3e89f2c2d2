import { startTelemetry } from '@cdr/telemetry';
import type { Worker } from '@cdr/worker';
import { consoleSettings } from './config.ts';
import type { ConsolePorts } from './open-desk.ts';
import { runConsole } from './run-console.ts';

/** The console as a worker, on the ports it is given; `page` is the folder of its built page. */
export function consoleWorker(
  version: string,
  page: URL,
  ports: ConsolePorts,
): Worker<typeof consoleSettings> {
  return {
    name: 'console',
    settings: consoleSettings,
    telemetry: (config) =>
      startTelemetry({ ...config, worker: 'console', version, stallAfterMs: config.stallSeconds * 1_000 }),
    run: (context) => runConsole({ ...context, ...ports, page }),
  };
}
