import {
  Counter as PromCounter,
  Gauge as PromGauge,
  Histogram as PromHistogram,
  type Registry,
} from 'prom-client';
import { createAgeGauge } from './age-gauge.ts';
import type { Age, Counter, Gauge, Histogram } from './metric-kinds.ts';
import { type MetricRow, type MetricTable, metricTable, type WorkerName } from './metric-table.ts';

interface Kinds<L extends string> {
  counter: Counter<L>;
  gauge: Gauge<L>;
  histogram: Histogram<L>;
  age: Age<L>;
}

type Metric<K extends keyof MetricTable> = Kinds<MetricTable[K]['labels'][number]>[MetricTable[K]['type']];

/** The metrics by their names in the table; labels are checked by the compiler. */
export type Metrics = { readonly [K in keyof MetricTable]: Metric<K> };

/** The metrics that the table gives a worker: to set another's does not compile. */
export type MetricsOf<W extends WorkerName> = {
  readonly [K in keyof MetricTable as W extends MetricTable[K]['workers'][number] ? K : never]: Metric<K>;
};

/** Makes every metric of the table; shown by the registry are those of this worker, or all if none is named. */
export function createMetrics(registry: Registry, worker?: string): Metrics {
  const entries = Object.entries<MetricRow>(metricTable).map(([key, row]) => {
    const isShown = worker === undefined || row.workers.some((name) => name === worker);
    return [key, create[row.type](row, isShown ? [registry] : [])];
  });
  return Object.fromEntries(entries) as Metrics;
}

const create = {
  counter: (row: MetricRow, registers: Registry[]) => new PromCounter(optionsOf(row, registers)),
  gauge: createGauge,
  histogram: (row: MetricRow, registers: Registry[]) =>
    new PromHistogram({ ...optionsOf(row, registers), buckets: [...row.buckets!] }),
  age: (row: MetricRow, registers: Registry[]) => createAgeGauge(optionsOf(row, registers), Date.now),
};

function createGauge(row: MetricRow, registers: Registry[]) {
  const gauge = new PromGauge(optionsOf(row, registers));
  // A gauge nobody has set is absent, not 0: no "last load in 1970" from workers that never load.
  if (row.labels.length === 0) gauge.remove();
  return gauge;
}

function optionsOf({ name, help, labels }: MetricRow, registers: Registry[]) {
  return { name, help, labelNames: [...labels], registers };
}
