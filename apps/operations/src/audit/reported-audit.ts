import type { Audit, PartitionFindings } from '@cdr/audit';

/** What is told of an audit. */
export interface ReportedAudit extends Pick<
  Audit,
  'auditedAt' | 'problems' | 'sums' | 'staged' | 'orphanedBatches'
> {
  partitions: Pick<PartitionFindings, 'audit' | 'judged' | 'loadedThrough' | 'lonelyLetters'>[];
  batches: Pick<Audit['batches'], 'size'>;
}
