import { auditPipeline, openLedger } from '@cdr/audit';
import type { Kafka } from '@cdr/kafka';
import { openS3 } from '@cdr/object-store';
import { createConnections } from '@cdr/warehouse';
import type { ConfigOf } from '@cdr/worker';
import { storeOf } from '../store-of.ts';
import { topicsOf } from '../topics-of.ts';
import { placeOf } from './letter-filter.ts';
import type { redriveSettings } from './redrive-settings.ts';

// The audit sums over the whole table.
const longestStatementMs = 30 * 60_000;

/**
 * The letters that name as the first of their call a record that is neither in clean nor in the table, as the audit finds
 * them. @throws KafkaError, WarehouseError, StoreError, Stop
 */
export async function findLonelyPlaces(
  kafka: Kafka,
  config: ConfigOf<typeof redriveSettings>,
): Promise<Set<string>> {
  const topics = topicsOf(config);
  const { validatorGroup, warehouseUrl: url, warehousePassword: password } = config;
  const connections = createConnections({ url, password, application: 'cdr-redrive', longestStatementMs });
  const store = openS3(storeOf(config));
  try {
    const ledger = openLedger(connections, topics.clean);
    const { partitions } = await auditPipeline({ kafka, topics, validatorGroup, ledger, store });
    const lonely = partitions.flatMap(({ lonelyLetters }) => lonelyLetters);
    return new Set(
      lonely.map(({ stage, partition, offset }) => placeOf({ stage, partition, rawOffset: offset })),
    );
  } finally {
    connections.cutAll();
    store.close();
  }
}
