export { startTelemetry, type Telemetry } from './telemetry.ts';
export { createMetrics, type Metrics, type MetricsOf } from './metrics.ts';
export { metricTable, type MetricRow, type WorkerName } from './metric-table.ts';
export { tellSends } from './tell-sends.ts';
export { createWatermark, type Watermark } from './watermark.ts';
export { logLevels, type Log, type LogFields, type LogLevel } from './log.ts';
export { createHealth, type Health } from './health.ts';
export { Registry } from 'prom-client';
