import type { CleanRecord } from '@cdr/call-record';
import { migration } from '@cdr/infra/migration';
import type { StagedBatch } from '../../staging/stage-batch.ts';
import { openSqlWarehouse } from '../sql-warehouse.ts';
import { contractTopic, describeWarehouse } from '../warehouse-contract.fixture.ts';
import { type Carry, copyOf, createMemoryDatabase } from './memory-database.ts';

const when = '2023-05-12 10:00:00';

// Whoever waits for a lock asks again in each turn.
const prompt: Carry = async (_, waits, arrive) => {
  do await new Promise((resolve) => setImmediate(resolve));
  while (waits());
  return arrive();
};

describeWarehouse('a warehouse in memory', async () => {
  const database = await createMemoryDatabase();
  await database.reset(migration(contractTopic.topic, contractTopic.partitions));
  const staged = new Map<string, CleanRecord[]>();
  const warehouse = openSqlWarehouse({
    connections: database.connect(prompt),
    copyIn: copyOf(staged),
  });
  async function stage(batchId: string, records: CleanRecord[]): Promise<StagedBatch> {
    staged.set(batchId, records);
    const files = { manifestKey: 'm', files: 1, bytes: 1, footers: [] };
    return { batchId, ...files, rows: records.length, minStart: when, maxStart: when };
  }
  return { warehouse, stage, ask: database.ask, close: async () => database.close() };
});
