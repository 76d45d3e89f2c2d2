export { startTelemetry, type Telemetry, type TelemetryOptions } from './telemetry.ts';
export {
  createMetrics,
  metricTable,
  type Counter,
  type Gauge,
  type Histogram,
  type Metrics,
} from './metrics.ts';
export { logLevels, type Log, type LogFields, type LogLevel } from './log.ts';
export type { Health } from './health.ts';
export { Registry } from 'prom-client';
