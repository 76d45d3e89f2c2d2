import { openS3 } from '@cdr/object-store';
import { openRegistry, subjectOf } from '@cdr/schema-registry';
import { accessOf, type Client, createConnections } from '@cdr/warehouse';
import { type ConfigOf, readAddress, registryAccess } from '@cdr/worker';
import { storeOf } from '../store-of.ts';
import { topicsOf } from '../topics-of.ts';
import { Failure, type Found, type Result, runCheck } from './check.ts';
import { checkBroker } from './check-broker.ts';
import { checkBucket } from './check-bucket.ts';
import { checkRegistry } from './check-registry.ts';
import { findCopyAccess } from './check-copy.ts';
import { findPrivileges } from './check-privileges.ts';
import { findTables } from './check-tables.ts';
import { findTopics } from './check-topics.ts';
import { askWarehouse, sayWarehouse, versionOf } from './check-warehouse.ts';
import type { connectionSettings } from './connection-settings.ts';

const hourMs = 3_600_000;
// Twice, with a look at TLS behind it, must be over within a check's time.
const answerWithinMs = 4_000;

/** Tries every part, all of them though the first fails; nothing is written anywhere. */
export async function tryConnections(config: ConfigOf<typeof connectionSettings>): Promise<Result[]> {
  const { warehouseUrl: url, outageHours, dedupHours, copyRole } = config;
  const topics = topicsOf(config);
  const s3 = storeOf(config);
  const store = openS3({ ...s3, answerWithinMs });
  const access = registryAccess(config);
  const connections = createConnections({
    ...accessOf(config),
    application: 'cdr-connections',
    longestStatementMs: 5_000,
  });

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
      askWarehouse(connections, url, async (client) => {
        const { rows } = await client.query<{ version: string }>('SELECT version()');
        return { tells: 'answers', version: versionOf(rows[0]!.version) };
      }),
  });
  /** A check that asks the warehouse, once others have found what it needs. */
  function asking(
    part: string,
    where: string,
    needs: Promise<Result>,
    question: (client: Client) => Promise<Found>,
  ) {
    return runCheck({
      part,
      where,
      after: needs,
      run: async () => {
        if ((await needs).found === null) throw new Failure(`not looked at: ${(await needs).part} failed`);
        return askWarehouse(connections, url, question);
      },
    });
  }
  const counted = topicCheck.then(() => warehouse);
  const tables = asking('tables', 'schema telecom', counted, (client) =>
    findTables(client, topics.clean, partitions),
  );
  const privileges = asking('privileges', 'schema telecom', tables, findPrivileges);
  const copy =
    connections.dialect === 'redshift' && copyRole !== undefined
      ? [asking('COPY', copyRole, warehouse, (client) => findCopyAccess(client, s3.bucket, copyRole))]
      : [];
  const registry =
    access === null
      ? []
      : [
          runCheck(
            checkRegistry(openRegistry({ ...access, answerWithinMs }), access.url, subjectOf(topics.raw)),
          ),
        ];
  try {
    return await Promise.all([
      ...brokers,
      topicCheck,
      runCheck(checkBucket(store, s3)),
      ...registry,
      warehouse,
      tables,
      privileges,
      ...copy,
    ]);
  } finally {
    connections.cutAll();
    store.close();
  }
}
