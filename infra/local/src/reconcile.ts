import { type PartitionAudit, tallyLogs } from '@cdr/audit';
import type { TopicNames } from '@cdr/call-record';
import type { Kafka, OffsetRange } from '@cdr/kafka';
import pg from 'pg';
import { judgeLedger, type LedgerSums } from './judge-ledger.ts';

/** What became of the records of one run, and whether everything held agrees. */
export interface Reconciliation {
  raw: number;
  clean: number;
  dlq: number;
  dlqByReason: Record<string, number>;
  dlqByStage: { validate: number; load: number };
  loaded: number;
  alreadyLoaded: number;
  batches: number;
  seconds: number;
  recordsPerSecond: number;
  reconciled: boolean;
  /** One sentence for each place where the promise does not hold. */
  problems: string[];
}

export interface ReconcileOptions {
  kafka: Kafka;
  topics: TopicNames;
  warehouseUrl: string;
  /** The run's raw offsets, by partition. */
  run: readonly OffsetRange[];
}

/** Counts this run's records through all stages, and judges everything the topics and the ledger hold. Needs them at rest. */
export async function reconcile({
  kafka,
  topics,
  warehouseUrl,
  run,
}: ReconcileOptions): Promise<Reconciliation> {
  const tallies = await tallyLogs(kafka, topics);
  const whole = tallies.map((tally) => tally.audit());
  const mine = tallies.map((tally, p) => tally.audit(run[p]!.start, run[p]!.end));
  const client = new pg.Client({ connectionString: warehouseUrl });
  await client.connect();
  try {
    const problems = [
      ...whole.flatMap((audit) => judgeLogs(topics.raw, audit)),
      ...judgeLedger(whole, await ledgerSums(client, topics.clean)),
    ];
    const { loaded, batches, committedAt } = await loadedOf(client, run);
    const clean = sum(mine, 'clean');
    const loaderLetters = sum(mine, 'loaderLetters');
    const dead = sum(mine, 'dead');
    const raw = sum(mine, 'raw');
    const begun = await firstAppend(kafka, topics.raw, run);
    const seconds = begun !== null && committedAt !== null ? (committedAt - begun) / 1000 : 0;
    return {
      raw,
      clean,
      dlq: dead + loaderLetters,
      dlqByReason: byReason(mine),
      dlqByStage: { validate: dead, load: loaderLetters },
      loaded,
      alreadyLoaded: clean - loaderLetters - loaded,
      batches,
      seconds,
      recordsPerSecond: seconds > 0 ? Math.round(raw / seconds) : 0,
      reconciled: problems.length === 0,
      problems,
    };
  } finally {
    await client.end();
  }
}

function judgeLogs(topic: string, { partition, missing, unknown }: PartitionAudit): string[] {
  const say = (what: string) => (span: { first: number; last: number }) =>
    `${topic}/${partition} offsets ${span.first} to ${span.last} ${what}`;
  return [
    ...missing.map(say('are neither in clean nor in the dead letters')),
    ...unknown.map(say('are in clean or in the dead letters, but not in raw')),
  ];
}

async function ledgerSums(client: pg.Client, topic: string): Promise<LedgerSums> {
  const { rows } = await client.query<Record<string, string>>(
    `SELECT (SELECT count(*) FROM telecom.telecom_data) AS table_rows,
       (SELECT coalesce(sum(rows_staged), 0) FROM telecom.load_batch) AS staged,
       (SELECT coalesce(sum(rows_loaded), 0) FROM telecom.load_batch) AS loaded,
       (SELECT coalesce(sum(rows_already_loaded), 0) FROM telecom.load_batch) AS already_loaded,
       (SELECT coalesce(sum(rows_conflict), 0) FROM telecom.load_batch) AS conflicts,
       (SELECT coalesce(sum(row_count), 0) FROM telecom.load_range WHERE topic = $1) AS in_ranges`,
    [topic],
  );
  const of = (name: string) => Number(rows[0]![name]);
  return {
    tableRows: of('table_rows'),
    staged: of('staged'),
    loaded: of('loaded'),
    alreadyLoaded: of('already_loaded'),
    conflicts: of('conflicts'),
    inRanges: of('in_ranges'),
  };
}

async function loadedOf(client: pg.Client, run: readonly OffsetRange[]) {
  const spans = `unnest($1::int[], $2::bigint[], $3::bigint[]) AS span (p, first, past)`;
  const values = [run.map((_, p) => p), run.map(({ start }) => start), run.map(({ end }) => end)];
  const rows = await client.query<{ n: string }>(
    `SELECT count(*) AS n FROM telecom.telecom_data t JOIN ${spans}
       ON t.raw_partition = span.p AND t.raw_offset >= span.first AND t.raw_offset < span.past`,
    values,
  );
  const batches = await client.query<{ n: string; last: string | null }>(
    `SELECT count(*) AS n, extract(epoch FROM max(committed_at)) * 1000 AS last FROM telecom.load_batch
       WHERE batch_id IN (SELECT batch_id FROM telecom.load_range r JOIN ${spans}
         ON r.kafka_partition = span.p AND r.last_raw_offset >= span.first AND r.first_raw_offset < span.past)`,
    values,
  );
  const { n, last } = batches.rows[0]!;
  return {
    loaded: Number(rows.rows[0]!.n),
    batches: Number(n),
    committedAt: last === null ? null : Number(last),
  };
}

// raw has LogAppendTime: the broker's clock at the first append of the run.
async function firstAppend(kafka: Kafka, topic: string, run: readonly OffsetRange[]): Promise<number | null> {
  const times: number[] = [];
  for (const [partition, { start, end }] of run.entries()) {
    if (end === start) continue;
    const reader = await kafka.openReader(topic, partition, start);
    const { records } = await reader.next();
    await reader.close();
    if (records[0]) times.push(records[0].timestamp);
  }
  return times.length > 0 ? Math.min(...times) : null;
}

function byReason(audits: readonly PartitionAudit[]): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (const { deadByReason } of audits) {
    for (const [reason, n] of Object.entries(deadByReason)) reasons[reason] = (reasons[reason] ?? 0) + n;
  }
  return reasons;
}

function sum(audits: readonly PartitionAudit[], what: 'raw' | 'clean' | 'dead' | 'loaderLetters'): number {
  return audits.reduce((total, audit) => total + audit[what], 0);
}
