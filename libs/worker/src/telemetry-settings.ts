import { type LogLevel, logLevels } from '@cdr/telemetry';
import { otherwise, type Setting } from './setting.ts';
import { choice, text, wholeNumber } from './settings.ts';

/**
 * The settings every worker has: where its metrics and probes are served, how much it logs, and when it is stalled. `stall`
 * is how long something may stand still that should move, in seconds: longer than any attempt at a part may take. Kafka's
 * client gives one up after some 20 s.
 */
export function telemetrySettings(worker: string, defaultPort: number, stall = { least: 30, usual: 60 }) {
  return {
    metricsHost: text('METRICS_HOST', {
      default: '127.0.0.1',
      help: 'Address that serves /metrics, /live and /ready of every worker; 0.0.0.0 in a container.',
    }),
    metricsPort: wholeNumber(`${worker.toUpperCase()}_METRICS_PORT`, {
      default: defaultPort,
      min: 0,
      max: 65535,
      help: `Port of /metrics, /live and /ready of the ${worker}; 0 takes any free port.`,
    }),
    logLevel: choice('LOG_LEVEL', {
      default: 'info',
      choices: logLevels,
      help: `Least level logged: ${logLevels.join(', ')}.`,
    }) satisfies Setting<LogLevel>,
    stallSeconds: otherwise(
      wholeNumber('STALL_SECONDS', {
        min: stall.least,
        help: 'Seconds after which a worker ends, exit code 1, if something that should move has not; not set: 60, for the loader 180, its least.',
      }),
      stall.usual,
    ),
  };
}
