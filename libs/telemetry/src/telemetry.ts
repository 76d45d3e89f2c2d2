import { Registry } from 'prom-client';
import { createHealth, type Health } from './health.ts';
import { createLog, type Log, type LogLevel } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { startProbeServer } from './probe-server.ts';
import { showProcess } from './process-metrics.ts';

/** What a worker shows of itself: lines, figures, probes. */
export interface Telemetry {
  log: Log;
  registry: Registry;
  metrics: Metrics;
  health: Health;
  /** The port that answers. */
  port: number;
  close(): Promise<void>;
}

export interface TelemetryOptions {
  worker: string;
  version: string;
  /** What `/metrics`, `/live` and `/ready` are served on. */
  metricsHost: string;
  /** 0 takes any free port. */
  metricsPort: number;
  logLevel: LogLevel;
  /** What must move and has not for so many ms is a stall: `/live` fails, and the watchdog ends the worker. */
  stallAfterMs: number;
}

/**
 * Starts log, metrics and the HTTP server with `/metrics`, `/live` and `/ready`.
 * @throws Error with what to do when the port cannot be listened on.
 */
export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const { worker, version, metricsHost: host, metricsPort, logLevel, stallAfterMs } = options;
  const registry = new Registry();
  const metrics = createMetrics(registry, worker);
  metrics.buildInfo.set({ worker, version }, 1);
  const health = createHealth({ stallAfterMs, now: Date.now });
  const { server, port } = await startProbeServer({ worker, host, port: metricsPort, registry, health });
  showProcess(registry);

  return {
    log: createLog(worker, logLevel),
    registry,
    metrics,
    health,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // A scraper's kept-alive connection would hold the worker up.
        server.closeAllConnections();
      }),
  };
}
