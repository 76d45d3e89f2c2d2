import { startTelemetry } from '@cdr/telemetry';
import type { Worker } from '@cdr/worker';
import { validatorSettings } from './config.ts';
import { runValidator, type ValidatorPorts } from './run-validator.ts';

/** The validator as a worker, on the ports it is given. */
export function validatorWorker(version: string, ports: ValidatorPorts): Worker<typeof validatorSettings> {
  return {
    name: 'validator',
    settings: validatorSettings,
    telemetry: (config) =>
      startTelemetry({
        ...config,
        worker: 'validator',
        version,
        stallAfterMs: config.stallSeconds * 1_000,
      }),
    run: (context) => runValidator({ ...context, ...ports, version }),
  };
}
