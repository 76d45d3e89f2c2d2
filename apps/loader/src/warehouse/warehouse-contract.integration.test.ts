import type { CleanRecord } from '@cdr/call-record';
import { migrateWarehouse, startParts } from '@cdr/infra';
import { createConnections } from '@cdr/warehouse';
import { ask } from '../real-parts.fixture.ts';
import { copyOf } from './memory/memory-database.ts';
import { openSqlWarehouse } from './sql-warehouse.ts';
import { contractTopic, describeWarehouse } from './warehouse-contract.fixture.ts';

describeWarehouse('PostgreSQL', async () => {
  const parts = await startParts({ warehouse: true });
  const { url } = parts.warehouse;
  await migrateWarehouse({ url, ...contractTopic });
  const staged = new Map<string, CleanRecord[]>();
  const connections = createConnections({ url, password: undefined, application: 'test' });
  const warehouse = openSqlWarehouse({
    connections,
    copyIn: copyOf(staged),
  });
  async function close(): Promise<void> {
    await warehouse.close();
    await parts.stop();
  }
  return { warehouse, staged, ask: (sql) => ask(url, sql), close };
});
