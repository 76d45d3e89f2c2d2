/** What a metric is: Prometheus's kinds, and a gauge that shows at each scrape how long ago a moment is. */
export type MetricType = 'counter' | 'gauge' | 'histogram' | 'age';

/** Who may show a metric. */
export type WorkerName = 'generator' | 'validator' | 'loader' | 'console';

export interface MetricRow {
  name: string;
  type: MetricType;
  labels: readonly string[];
  help: string;
  /** The workers that show it, each in every scrape once it has had traffic. */
  workers: readonly WorkerName[];
  buckets?: readonly number[];
}

const all = ['generator', 'validator', 'loader', 'console'] as const;
/** Those that records pass through. */
const passed = ['generator', 'validator', 'loader'] as const;

/** Every metric of the pipeline, named once. Base units only; a moment is a gauge in seconds since the epoch. */
export const metricTable = {
  buildInfo: {
    name: 'cdr_build_info',
    type: 'gauge',
    labels: ['worker', 'version'],
    help: 'Always 1; which worker and version answers.',
    workers: all,
  },
  recordsConsumed: {
    name: 'cdr_records_consumed_total',
    type: 'counter',
    labels: ['topic'],
    help: 'Records dealt with of those read from a topic: judged, or loaded; replays are not counted.',
    workers: ['validator', 'loader'],
  },
  recordsProduced: {
    name: 'cdr_records_produced_total',
    type: 'counter',
    labels: ['topic'],
    help: 'Records a topic has acknowledged.',
    workers: passed,
  },
  recordsRejected: {
    name: 'cdr_records_rejected_total',
    type: 'counter',
    labels: ['reason', 'rule'],
    help: 'Records that became dead letters, by reason and first broken rule.',
    workers: ['validator', 'loader'],
  },
  consumerLagRecords: {
    name: 'cdr_consumer_lag_records',
    type: 'gauge',
    labels: ['topic', 'partition'],
    help: 'Records of a partition that are not yet dealt with.',
    workers: ['validator', 'loader'],
  },
  consumerLagSeconds: {
    name: 'cdr_consumer_lag_seconds',
    type: 'age',
    labels: ['topic', 'partition'],
    help: 'Age of the oldest record that is not yet dealt with, as far as it is known; 0 when nothing waits.',
    workers: ['validator', 'loader'],
  },
  eventWatermark: {
    name: 'cdr_event_watermark_timestamp_seconds',
    type: 'gauge',
    labels: ['stage'],
    help: 'Latest call start that has passed a stage (validated, loaded) since this worker started.',
    workers: ['validator', 'loader'],
  },
  batchSize: {
    name: 'cdr_batch_size_records',
    type: 'histogram',
    labels: [],
    help: 'Records of a batch: what one read of a partition brought to judge, or what one load held.',
    workers: ['validator', 'loader'],
    buckets: [1, 10, 100, 1_000, 5_000, 25_000, 100_000, 250_000],
  },
  validationLatency: {
    name: 'cdr_validation_latency_seconds',
    type: 'histogram',
    labels: [],
    help: 'Time from a record in raw to its verdict acknowledged, of the oldest record of each batch.',
    workers: ['validator'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600],
  },
  sendDuration: {
    name: 'cdr_send_duration_seconds',
    type: 'histogram',
    labels: ['topic'],
    help: 'Time until all replicas had acknowledged a send to a topic; its count is the number of sends.',
    workers: passed,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 20],
  },
  sentBytes: {
    name: 'cdr_sent_bytes_total',
    type: 'counter',
    labels: ['topic'],
    help: 'Bytes of keys, values and headers a topic has acknowledged, before compression.',
    workers: passed,
  },
  takeovers: {
    name: 'cdr_takeovers_total',
    type: 'counter',
    labels: ['reason'],
    help: 'Times a partition was taken over, by what came before: an assignment, or the end of a session.',
    workers: ['validator', 'loader'],
  },
  takeoverDuration: {
    name: 'cdr_takeover_duration_seconds',
    type: 'histogram',
    labels: [],
    help: 'Time from the begin of a session until its position and state were known; of the loader for all partitions at once.',
    workers: ['validator', 'loader'],
    buckets: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60],
  },
  dedupStateEntries: {
    name: 'cdr_dedup_state_entries',
    type: 'gauge',
    labels: ['partition'],
    help: 'Accepted calls remembered to recognise duplicates.',
    workers: ['validator'],
  },
  dedupSpan: {
    name: 'cdr_dedup_span_seconds',
    type: 'gauge',
    labels: ['partition'],
    help: 'Time span that the remembered calls really cover.',
    workers: ['validator'],
  },
  loadRows: {
    name: 'cdr_load_rows_total',
    type: 'counter',
    labels: ['outcome'],
    help: 'Rows brought to the warehouse, by what became of them.',
    workers: ['loader'],
  },
  loadFiles: {
    name: 'cdr_load_files_total',
    type: 'counter',
    labels: [],
    help: 'Parquet files staged and loaded.',
    workers: ['loader'],
  },
  loadBytes: {
    name: 'cdr_load_bytes_total',
    type: 'counter',
    labels: [],
    help: 'Bytes of Parquet staged and loaded.',
    workers: ['loader'],
  },
  loadBatches: {
    name: 'cdr_load_batches_total',
    type: 'counter',
    labels: ['cut'],
    help: 'Batches loaded, by what closed them.',
    workers: ['loader'],
  },
  loadDuration: {
    name: 'cdr_load_duration_seconds',
    type: 'histogram',
    labels: ['phase'],
    help: 'Time a phase of a load took.',
    workers: ['loader'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
  },
  loadLastSuccess: {
    name: 'cdr_load_last_success_timestamp_seconds',
    type: 'gauge',
    labels: [],
    help: 'When a batch was last committed to the warehouse.',
    workers: ['loader'],
  },
  endToEndLatency: {
    name: 'cdr_end_to_end_latency_seconds',
    type: 'histogram',
    labels: [],
    help: 'Time from a record in raw to its row in the table, of the oldest record of each partition in a batch.',
    workers: ['loader'],
    buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
  },
  partTrouble: {
    name: 'cdr_part_trouble',
    type: 'gauge',
    labels: ['part'],
    help: 'Is 1 while a part (Kafka, S3, warehouse, schema registry) fails and is asked again, else 0; /ready says why.',
    workers: all,
  },
  retries: {
    name: 'cdr_retries_total',
    type: 'counter',
    labels: ['part'],
    help: 'Attempts repeated because a part (Kafka, S3, warehouse, schema registry) failed for a while.',
    workers: all,
  },
  consoleRequestDuration: {
    name: 'cdr_console_request_duration_seconds',
    type: 'histogram',
    labels: ['page'],
    help: 'Time the console took to answer a request, by page.',
    workers: ['console'],
    buckets: [0.01, 0.05, 0.1, 0.3, 1, 5],
  },
} as const satisfies Record<string, MetricRow>;

export type MetricTable = typeof metricTable;
