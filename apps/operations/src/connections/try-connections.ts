import { openS3 } from '@cdr/object-store';
import { createConnections } from '@cdr/warehouse';
import { type ConfigOf, readAddress } from '@cdr/worker';
import { storeOf } from '../store-of.ts';
import { topicsOf } from '../topics-of.ts';
import { Failure, type Result, runCheck } from './check.ts';
import { checkBroker } from './check-broker.ts';
import { checkBucket } from './check-bucket.ts';
import { findTables } from './check-tables.ts';
import { findTopics } from './check-topics.ts';
import { askWarehouse, sayWarehouse, versionOf } from './check-warehouse.ts';
import type { connectionSettings } from './connection-settings.ts';

const hourMs = 3_600_000;
// Twice, with a look at TLS behind it, must be over within a check's time.
const answerWithinMs = 4_000;

/** Tries every part, all of them though the first fails; nothing is written anywhere. */
export async function tryConnections(config: ConfigOf<typeof connectionSettings>): Promise<Result[]> {
  const { warehouseUrl: url, warehousePassword: password, outageHours, dedupHours } = config;
  const topics = topicsOf(config);
  const s3 = storeOf(config);
  const store = openS3({ ...s3, answerWithinMs });
  const connections = createConnections({
    url,
    password,
    application: 'cdr-connections',
    longestStatementMs: 5_000,
  });
  const access = { url, hasPassword: password !== undefined || new URL(url).password !== '' };

  const brokers = config.brokers.map((broker) => runCheck(checkBroker(broker, readAddress(broker)!)));
  let partitions: number | null = null;
  const topicCheck = runCheck({
    part: 'topics',
    where: Object.values(topics).join(', '),
    after: Promise.all(brokers),
    run: async (signal) => {
      const answering = (await Promise.all(brokers)).filter(({ found }) => found !== null);
      if (answering.length === 0) throw new Failure('not looked at: no broker works');
      const reach = { dedupWindowMs: dedupHours * hourMs, longestOutageMs: outageHours * hourMs };
      return findTopics(
        answering.map(({ where }) => where),
        { topics, reach, onPartitions: (found) => (partitions = found) },
        signal,
      );
    },
  });
  const warehouse = runCheck({
    part: 'warehouse',
    where: sayWarehouse(url),
    run: () =>
      askWarehouse(connections, access, async (client) => {
        const { rows } = await client.query<{ version: string }>('SELECT version()');
        return { tells: 'answers', version: versionOf(rows[0]!.version) };
      }),
  });
  const tables = runCheck({
    part: 'tables',
    where: 'schema telecom',
    after: Promise.all([topicCheck, warehouse]),
    run: async () => {
      if ((await warehouse).found === null) throw new Failure('not looked at: the warehouse does not answer');
      return askWarehouse(connections, access, (client) => findTables(client, topics.clean, partitions));
    },
  });
  try {
    return await Promise.all([...brokers, topicCheck, runCheck(checkBucket(store, s3)), warehouse, tables]);
  } finally {
    connections.cutAll();
    store.close();
  }
}
