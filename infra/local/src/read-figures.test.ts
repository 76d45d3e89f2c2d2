import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { defaultTopics } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import { openFigures } from './read-figures.ts';
import { type SilentWarehouse, startSilentWarehouse } from './silent-warehouse.fixture.ts';

let warehouse: SilentWarehouse;

beforeEach(async () => {
  warehouse = await startSilentWarehouse();
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(async () => {
  jest.useRealTimers();
  await warehouse.close();
});

test('reading the figures fails within ten seconds when PostgreSQL hangs, and holds nothing open', async () => {
  const kafka = {} as Kafka; // asked only after PostgreSQL
  const options = { kafka, topics: defaultTopics, validatorGroup: 'validator', warehouseUrl: warehouse.url };
  const figures = openFigures(options);
  const reading = figures.read();
  reading.catch(() => undefined); // awaited below
  await warehouse.asked;
  jest.advanceTimersByTime(10_000);
  await expect(reading).rejects.toThrow('Query read timeout');
  await figures.close();
});
