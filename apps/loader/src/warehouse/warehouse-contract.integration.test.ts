import type { CleanRecord } from '@cdr/call-record';
import { ask } from '../real-parts.fixture.ts';
import { startRealWarehouses } from '../real-warehouses.fixture.ts';
import { type Candidate, contractTopic, describeWarehouse } from './warehouse-contract.fixture.ts';

type Place = (database: URL, parts: Awaited<ReturnType<typeof startRealWarehouses>>) => Promise<string>;

/** An adapter on real parts; `place` resolves to the URL that leads to the database. */
async function onRealParts(place: Place): Promise<Candidate> {
  const parts = await startRealWarehouses();
  const { topic, partitions } = contractTopic;
  const database = await parts.makeDatabase(topic, partitions);
  const warehouse = parts.open(await place(database, parts));
  async function close(): Promise<void> {
    await warehouse.close();
    await parts.stop();
  }
  return {
    warehouse,
    stage: (batchId, records) => parts.stage(batchId, records.map(toValue)),
    ask: (sql) => ask(database.href, sql),
    close,
  };
}

function toValue(record: CleanRecord): Buffer {
  return Buffer.from(JSON.stringify(record));
}

describeWarehouse('PostgreSQL', () => onRealParts((database) => Promise.resolve(database.href)));

describeWarehouse('Redshift with snapshot isolation', () =>
  onRealParts(
    async (database, { standInFor }) => (await standInFor(database, { isolation: 'snapshot' })).url,
  ),
);

describeWarehouse('Redshift with serializable isolation', () =>
  onRealParts(
    async (database, { standInFor }) => (await standInFor(database, { isolation: 'serializable' })).url,
  ),
);
