import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { defaultTopics } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import { type SilentWarehouse, startSilentWarehouse } from '../silent-warehouse.fixture.ts';
import { reconcile } from './reconcile.ts';

let warehouse: SilentWarehouse;

beforeEach(async () => {
  warehouse = await startSilentWarehouse();
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(async () => {
  jest.useRealTimers();
  await warehouse.close();
});

function reconcileNothing(): Promise<unknown> {
  const kafka = {} as Kafka; // asked only after PostgreSQL
  const held = { raw: [], clean: [], dlq: [] };
  const where = { kafka, topics: defaultTopics, warehouseUrl: warehouse.url };
  const reconciling = reconcile({ ...where, held, run: [], published: 0 });
  reconciling.catch(() => undefined); // awaited by the test, later
  return reconciling;
}

test('the reconciliation fails within ten minutes when PostgreSQL hangs', async () => {
  const reconciling = reconcileNothing();
  await warehouse.asked;
  jest.advanceTimersByTime(600_000);
  await expect(reconciling).rejects.toThrow('Query read timeout');
});

test('the reconciliation fails, and the launcher does not, when PostgreSQL goes away', async () => {
  const reconciling = reconcileNothing();
  await warehouse.asked;
  await warehouse.close();
  await expect(reconciling).rejects.toThrow('Connection terminated');
});
