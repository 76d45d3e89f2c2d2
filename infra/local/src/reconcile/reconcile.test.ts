import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { defaultTopics } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import type { ObjectListing } from '@cdr/object-store';
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
  const store = { list: () => [] } as unknown as ObjectListing; // and S3 last
  const where = { kafka, topics: defaultTopics, validatorGroup: 'g', warehouseUrl: warehouse.url, store };
  const reconciling = reconcile({ ...where, run: [], published: 0 });
  reconciling.catch(() => undefined); // awaited by the test, later
  return reconciling;
}

test('the reconciliation fails in ten minutes and a bit when PostgreSQL hangs', async () => {
  const reconciling = reconcileNothing();
  await warehouse.asked;
  jest.advanceTimersByTime(615_000);
  await expect(reconciling).rejects.toThrow('Query read timeout');
});

test('the reconciliation fails, and the launcher does not, when PostgreSQL goes away', async () => {
  const reconciling = reconcileNothing();
  await warehouse.asked;
  await warehouse.close();
  await expect(reconciling).rejects.toThrow('Connection terminated');
});
