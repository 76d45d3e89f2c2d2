import { type LogLevel, logLevels } from '@cdr/telemetry';
import { otherwise, type Setting } from './setting.ts';
import { choice, text, wholeNumber } from './settings.ts';

/**
 * How long something may stand still that should move, by worker. No attempt at a part takes so long: Kafka's client gives
 * one up after some 20 s. A step of a load has statements of up to a minute each.
 */
const stallSeconds = new Map([['loader', 180]]);
const usualStallSeconds = 60;

/** The settings every worker has: where its metrics and probes are served, how much it logs, and when it is stalled. */
export function telemetrySettings(worker: string, defaultPort: number) {
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
        min: 30,
        help: 'Seconds after which a worker ends, exit code 1, if something that should move has not; not set: 60, for the loader 180.',
      }),
      stallSeconds.get(worker) ?? usualStallSeconds,
    ),
  };
}
