/** How a consumer stands, in Burrow's words. */
export type Status = 'OK' | 'WARN' | 'STALL' | 'STOP';

/** A part that the console itself cannot ask just now. */
export interface Outage {
  part: string;
  says: string;
}

export interface FlowView {
  at: number;
  health: HealthView;
  /** Every record that came before this moment is in the table or in the dead letters; null while that is not known. */
  completeUntil: number | null;
  topics: Record<'raw' | 'clean' | 'dlq', TopicFlow>;
  stages: Record<'validator' | 'loader', StageView>;
  source: SourceView;
  warehouse: WarehouseFlow;
  /** Seconds, over the last minute; null when nothing was measured in it. */
  latency: Record<'validation' | 'endToEnd', LatencyView | null>;
  workers: WorkerView[];
  outages: Outage[];
}

/** What the whole page says first. */
export interface HealthView {
  level: 'well' | 'attention' | 'broken';
  /** One sentence. */
  headline: string;
  /** What is not well, the worst first. */
  alerts: AlertView[];
}

/** An alert of infra/monitoring whose condition holds, as far as the console can judge it. */
export interface AlertView {
  name: string;
  severity: 'page' | 'ticket';
  /** As for Prometheus: pending while the condition has not held for long enough to tell anybody. */
  state: 'pending' | 'firing';
  /** Since when the console has seen the condition hold. */
  since: number;
  /** Where on the picture it hurts. */
  at: 'source' | 'raw' | 'validator' | 'clean' | 'dlq' | 'loader' | 'warehouse';
  /** What tells it from others of its name. */
  about: string;
  says: string;
  /** In the project's own docs. */
  runbook: string;
}

export interface TopicFlow {
  name: string;
  /** Over the last minute; null before the console has looked for long enough. */
  perMinute: number | null;
  /** Records held. */
  held: number;
}

export interface StageView {
  /** Null while the console cannot tell. */
  status: Status | null;
  says: string;
  /** Processes in the consumer group. */
  members: number | null;
  lagRecords: number | null;
  /** Age of the oldest record that waits; 0 when none does. */
  lagSeconds: number | null;
  partitions: PartitionLag[];
}

export interface PartitionLag {
  partition: number;
  /** Where it goes on. */
  position: number;
  end: number;
  lagRecords: number;
  lagSeconds: number | null;
}

export interface SourceView {
  /** When the last record came into raw, as far as it was seen. */
  lastAt: number | null;
  says: string;
}

export interface WarehouseFlow {
  kind: 'PostgreSQL' | 'Redshift';
  rowsPerSecond: number | null;
  /** `tookMs`: from its first record to its commit. */
  lastLoad: { at: number; rows: number; batchId: string; tookMs: number } | null;
}

export interface LatencyView {
  p50: number;
  p95: number;
  mean: number;
  /** How many were measured. */
  count: number;
}

/** One process that was asked for its metrics. */
export interface WorkerView {
  worker: string;
  address: string;
  answers: boolean;
  version: string | null;
  startedAt: number | null;
  /** Null when it is ready, else why not. */
  notReady: string | null;
}

/** The last hour, in columns of one length: a value at each moment, null where none is known. */
export interface HistoryView {
  /** Epoch s, which charts want. */
  at: number[];
  series: Record<HistorySeries, (number | null)[]>;
}

export type HistorySeries =
  | 'rawPerMinute'
  | 'cleanPerMinute'
  | 'dlqPerMinute'
  | 'rowsPerSecond'
  | 'validatorLag'
  | 'loaderLag'
  | 'validatorLagSeconds'
  | 'loaderLagSeconds'
  | 'validationSeconds'
  | 'endToEndSeconds';
