import type { Kafka } from '@cdr/kafka';
import { placeOf } from '@cdr/redrive';
import type { ConfigOf } from '@cdr/worker';
import { auditOn } from '../audit/audit-on.ts';
import { storeOf } from '../store-of.ts';
import type { redriveSettings } from './redrive-settings.ts';

/**
 * The letters that name as the first of their call a record that is neither in clean nor in the table, as the audit finds
 * them. @throws KafkaError, WarehouseError, StoreError, Stop
 */
export async function findLonelyPlaces(
  kafka: Kafka,
  config: ConfigOf<typeof redriveSettings>,
): Promise<Set<string>> {
  const { partitions } = await auditOn({ kafka, config, s3: storeOf(config), application: 'cdr-redrive' });
  const lonely = partitions.flatMap(({ lonelyLetters }) => lonelyLetters);
  return new Set(
    lonely.map(({ stage, partition, offset }) => placeOf({ stage, partition, rawOffset: offset })),
  );
}
