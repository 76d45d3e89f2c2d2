import {
  Counter as PromCounter,
  Gauge as PromGauge,
  Histogram as PromHistogram,
  type Registry,
} from 'prom-client';
import { createAgeGauge } from './age-gauge.ts';
import { type MetricRow, type MetricTable, metricTable, type WorkerName } from './metric-table.ts';

export type Values<L extends string> = Record<L, string | number>;

export interface Counter<L extends string> {
  /** By 0 it makes the series appear, so that its first event is seen as a rise. */
  inc(labels: Values<L>, by?: number): void;
}
export interface Gauge<L extends string> {
  set(labels: Values<L>, value: number): void;
  /** Forgets a series, for example of a partition that was given away. */
  remove(labels: Values<L>): void;
}
export interface Histogram<L extends string> {
  observe(labels: Values<L>, value: number): void;
  /** Makes the series appear with nothing observed. */
  zero(labels: Values<L>): void;
}
export interface Age<L extends string> {
  /** Since when, epoch ms: each scrape shows the seconds up to then. Null shows 0. */
  since(labels: Values<L>, moment: number | null): void;
  remove(labels: Values<L>): void;
}

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
