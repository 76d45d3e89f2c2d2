import { type Audit, auditPipeline, openLedger } from '@cdr/audit';
import type { TopicNames } from '@cdr/call-record';
import type { Kafka, OffsetRange } from '@cdr/kafka';
import type { ObjectListing } from '@cdr/object-store';
import { createConnections } from '@cdr/warehouse';
import { countRun, type RunCounts } from './count-run.ts';

/** What became of the records of one run, and whether everything held agrees. */
export interface Reconciliation extends RunCounts {
  reconciled: boolean;
  /** One sentence for each place where the promise does not hold. */
  problems: string[];
}

export interface ReconcileOptions {
  kafka: Kafka;
  topics: TopicNames;
  validatorGroup: string;
  warehouseUrl: string;
  store: ObjectListing;
  /** The run's raw offsets, by partition; all of it is loaded. */
  run: readonly OffsetRange[];
  /** Records that Kafka acknowledged in this run. */
  published: number;
}

// A sum goes over the whole table; a server that hangs must end the run all the same.
const longestStatementMs = 600_000;

/**
 * Audits everything held, and counts this run's records through all stages; what arrives meanwhile does not disturb it.
 * @throws KafkaError, WarehouseError, StoreError
 */
export async function reconcile(options: ReconcileOptions): Promise<Reconciliation> {
  const { kafka, topics, warehouseUrl: url, run, published } = options;
  const connections = createConnections({
    url,
    password: undefined,
    application: 'cdr-launcher',
    longestStatementMs,
  });
  try {
    const audit = await auditPipeline({ ...options, ledger: openLedger(connections, topics.clean) });
    const audits = audit.partitions.map(({ tally, judged }, p) =>
      tally.audit(judged, run[p]!.start, run[p]!.end),
    );
    const counts = countRun({
      audits,
      ...loadsOf(audit, run),
      firstAppends: await Promise.all(
        run.map((span, partition) => firstAppend(kafka, topics.raw, partition, span)),
      ),
    });
    const problems = audit.problems.map(({ says }) => says);
    const onTheirWay = audits.reduce((all, { raw, clean }) => all + raw.open + clean.waiting, 0);
    if (onTheirWay > 0)
      problems.push(`records of this run that are not judged or not loaded yet: ${onTheirWay}`);
    if (counts.raw < published)
      problems.push(
        `records published: ${published}, but records of this run in ${topics.raw}: ${counts.raw}`,
      );
    return { ...counts, reconciled: problems.length === 0, problems };
  } finally {
    connections.cutAll();
  }
}

function loadsOf({ ranges, batches }: Audit, run: readonly OffsetRange[]) {
  const ofRun = ranges.filter(({ partition, firstRaw, lastRaw }) => {
    const { start, end } = run[partition]!;
    return firstRaw !== null && lastRaw !== null && firstRaw < end && lastRaw >= start;
  });
  const ids = new Set(ofRun.map(({ batchId }) => batchId));
  const commits = [...ids].map((id) => batches.get(id)?.committedAt ?? 0);
  return { batches: ids.size, committedAt: commits.length > 0 ? Math.max(...commits) : null };
}

async function firstAppend(
  kafka: Kafka,
  topic: string,
  partition: number,
  { start, end }: OffsetRange,
): Promise<number | null> {
  if (start >= end) return null;
  const reader = await kafka.openReader(topic, partition, start);
  try {
    return (await reader.next()).records[0]?.timestamp ?? null;
  } finally {
    await reader.close();
  }
}
