import { auditOn, storeOf } from '@cdr/operations';
import type { Stage } from './stage.ts';

/** What the project's own audit says. */
export interface AuditSaid {
  holds: boolean;
  problems: string[];
  /** Batches on S3 that no load has finished: what kills leave. */
  orphanedBatches: number;
}

/** Audits the parts of a stage, past the proxies. */
export async function auditStage({ kafka, config }: Stage): Promise<AuditSaid> {
  const audit = await auditOn({ kafka, config, s3: storeOf(config), application: 'chaos' });
  return {
    holds: audit.problems.length === 0,
    problems: audit.problems.map(({ says }) => says),
    orphanedBatches: audit.orphanedBatches.length,
  };
}
