import { type Audit, auditPipeline, openLedger } from '@cdr/audit';
import type { Kafka } from '@cdr/kafka';
import { openS3, type S3Options } from '@cdr/object-store';
import { accessOf, createConnections } from '@cdr/warehouse';
import type { ConfigOf } from '@cdr/worker';
import { topicsOf } from '../topics-of.ts';
import type { auditSettings } from './audit-settings.ts';

// A sum goes over the whole table.
const longestStatementMs = 30 * 60_000;

export interface AuditPlace {
  /** Stays open. */
  kafka: Kafka;
  config: ConfigOf<typeof auditSettings>;
  s3: S3Options;
  /** Who asks, for the warehouse's list of connections. */
  application: string;
}

/** Audits what the settings name, with connections of its own to S3 and the warehouse. @throws as `auditPipeline` does */
export async function auditOn({ kafka, config, s3, application }: AuditPlace): Promise<Audit> {
  const { validatorGroup } = config;
  const topics = topicsOf(config);
  const connections = createConnections({ ...accessOf(config), application, longestStatementMs });
  const store = openS3(s3);
  try {
    const ledger = openLedger(connections, topics.clean);
    return await auditPipeline({ kafka, topics, validatorGroup, ledger, store });
  } finally {
    connections.cutAll();
    store.close();
  }
}
