import { auditPipeline, openLedger } from '@cdr/audit';
import { openS3 } from '@cdr/object-store';
import { storeOf } from '@cdr/operations';
import { createConnections } from '@cdr/warehouse';
import type { Stage } from './stage.ts';

/** What the project's own audit says. */
export interface AuditSaid {
  holds: boolean;
  problems: string[];
  /** Batches on S3 that no load has finished: what kills leave. */
  orphanedBatches: number;
}

const longestStatementMs = 10 * 60_000;

/** Audits the parts of a stage. */
export async function auditStage({
  kafka,
  topics,
  config,
  warehouseUrl,
  storeUrl,
}: Stage): Promise<AuditSaid> {
  const store = openS3({ ...storeOf(config), endpoint: storeUrl });
  const connections = createConnections({
    url: warehouseUrl,
    password: undefined,
    application: 'chaos',
    longestStatementMs,
  });
  try {
    const ledger = openLedger(connections, topics.clean);
    const { validatorGroup } = config;
    const audit = await auditPipeline({ kafka, topics, validatorGroup, ledger, store });
    return {
      holds: audit.problems.length === 0,
      problems: audit.problems.map(({ says }) => says),
      orphanedBatches: audit.orphanedBatches.length,
    };
  } finally {
    connections.cutAll();
    store.close();
  }
}
