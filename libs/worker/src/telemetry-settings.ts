import { type LogLevel, logLevels } from '@cdr/telemetry';
import type { Setting } from './setting.ts';
import { choice, text, wholeNumber } from './settings.ts';

/** The settings every worker has: where its metrics and probes are served, and how much it logs. */
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
  };
}
