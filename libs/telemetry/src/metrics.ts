import {
  Counter as PromCounter,
  Gauge as PromGauge,
  Histogram as PromHistogram,
  type Registry,
} from 'prom-client';

type Values<L extends string> = Record<L, string | number>;

export interface Counter<L extends string> {
  inc(labels: Values<L>, by?: number): void;
}
export interface Gauge<L extends string> {
  set(labels: Values<L>, value: number): void;
  /** Forgets a series, for example of a partition that was given away. */
  remove(labels: Values<L>): void;
}
export interface Histogram<L extends string> {
  observe(labels: Values<L>, value: number): void;
}

interface Kinds<L extends string> {
  counter: Counter<L>;
  gauge: Gauge<L>;
  histogram: Histogram<L>;
}

interface MetricRow {
  name: string;
  type: keyof Kinds<string>;
  labels: readonly string[];
  help: string;
  buckets?: readonly number[];
}

/** Every metric of the pipeline, named once. Base units only; a moment is a gauge in seconds since the epoch. */
export const metricTable = {
  buildInfo: {
    name: 'cdr_build_info',
    type: 'gauge',
    labels: ['worker', 'version'],
    help: 'Always 1; which worker and version answers.',
  },
  recordsConsumed: {
    name: 'cdr_records_consumed_total',
    type: 'counter',
    labels: ['topic'],
    help: 'Records read from a topic.',
  },
  recordsProduced: {
    name: 'cdr_records_produced_total',
    type: 'counter',
    labels: ['topic'],
    help: 'Records a topic has acknowledged.',
  },
  recordsRejected: {
    name: 'cdr_records_rejected_total',
    type: 'counter',
    labels: ['reason', 'rule'],
    help: 'Records that became dead letters, by reason and first broken rule.',
  },
  consumerLagRecords: {
    name: 'cdr_consumer_lag_records',
    type: 'gauge',
    labels: ['topic', 'partition'],
    help: 'Records of a partition that are not yet dealt with.',
  },
  consumerLagSeconds: {
    name: 'cdr_consumer_lag_seconds',
    type: 'gauge',
    labels: ['topic', 'partition'],
    help: 'Age of the record dealt with last; 0 when nothing waits.',
  },
  eventWatermark: {
    name: 'cdr_event_watermark_timestamp_seconds',
    type: 'gauge',
    labels: ['stage'],
    help: 'Latest call start that passed a stage.',
  },
  takeovers: {
    name: 'cdr_takeovers_total',
    type: 'counter',
    labels: ['reason'],
    help: 'Times a partition was taken over anew.',
  },
  dedupStateEntries: {
    name: 'cdr_dedup_state_entries',
    type: 'gauge',
    labels: ['partition'],
    help: 'Accepted calls remembered to recognise duplicates.',
  },
  dedupSpan: {
    name: 'cdr_dedup_span_seconds',
    type: 'gauge',
    labels: ['partition'],
    help: 'Time span that the remembered calls really cover.',
  },
  loadRows: {
    name: 'cdr_load_rows_total',
    type: 'counter',
    labels: ['outcome'],
    help: 'Rows brought to the warehouse, by what became of them.',
  },
  loadBytes: {
    name: 'cdr_load_bytes_total',
    type: 'counter',
    labels: [],
    help: 'Bytes of Parquet staged and loaded.',
  },
  loadBatches: {
    name: 'cdr_load_batches_total',
    type: 'counter',
    labels: ['cut'],
    help: 'Batches loaded, by what closed them.',
  },
  loadDuration: {
    name: 'cdr_load_duration_seconds',
    type: 'histogram',
    labels: ['phase'],
    help: 'Time a phase of a load took.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
  },
  loadLastSuccess: {
    name: 'cdr_load_last_success_timestamp_seconds',
    type: 'gauge',
    labels: [],
    help: 'When a batch was last committed to the warehouse.',
  },
  retries: {
    name: 'cdr_retries_total',
    type: 'counter',
    labels: ['part'],
    help: 'Attempts repeated because a part (Kafka, S3, warehouse) failed for a while.',
  },
} as const satisfies Record<string, MetricRow>;

type Table = typeof metricTable;

/** The metrics by their names in the table; labels are checked by the compiler. */
export type Metrics = {
  readonly [K in keyof Table]: Kinds<Table[K]['labels'][number]>[Table[K]['type']];
};

/** Registers every row of the table; asked again with the same registry, gives the metrics already there. */
export function createMetrics(registry: Registry): Metrics {
  const entries = Object.entries<MetricRow>(metricTable).map(([key, row]) => [
    key,
    registry.getSingleMetric(row.name) ?? createMetric(registry, row),
  ]);
  return Object.fromEntries(entries) as Metrics;
}

const create = {
  counter: PromCounter,
  gauge: PromGauge,
  histogram: PromHistogram,
} as const;

function createMetric(registry: Registry, row: MetricRow) {
  const { name, help, labels, buckets } = row;
  const metric = new create[row.type]({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
    ...(buckets && { buckets: [...buckets] }),
  });
  // A gauge nobody has set is absent, not 0: no "last load in 1970" from workers that never load.
  if (metric instanceof PromGauge && labels.length === 0) metric.remove();
  return metric;
}
