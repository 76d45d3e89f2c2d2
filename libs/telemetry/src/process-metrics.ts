import { collectDefaultMetrics, type Registry } from 'prom-client';

// Of an event loop that has not been measured since the scrape before they are not a number, or 292 years.
const senseless = ['min', 'mean', 'stddev'].map((figure) => `nodejs_eventloop_lag_${figure}_seconds`);

/** Shows memory, CPU, event loop and garbage collection of this process, as prom-client names them. */
export function showProcess(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
  for (const name of senseless) registry.removeSingleMetric(name);
}
