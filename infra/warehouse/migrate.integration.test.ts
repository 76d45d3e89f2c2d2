import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { type StartedParts, startParts } from '../start-parts.ts';
import { migrateWarehouse } from './migrate.ts';

let parts: StartedParts<{ warehouse: true }>;
let url: string;

beforeAll(async () => {
  parts = await startParts({ warehouse: true });
  url = parts.warehouse.url;
});
afterAll(() => parts.stop());

test('two migrations at once make each position and the gate once', async () => {
  const options = { url, topic: "clean's", partitions: 3 };
  await Promise.all([migrateWarehouse(options), migrateWarehouse(options)]);
  expect(await ask('SELECT topic, kafka_partition AS p FROM telecom.loaded_through ORDER BY p')).toEqual(
    [0, 1, 2].map((p) => ({ topic: "clean's", p })),
  );
  expect(await ask('SELECT turns FROM telecom.load_gate')).toEqual([{ turns: '0' }]);
});

test('run again it keeps every position, and adds those of new partitions', async () => {
  await ask('UPDATE telecom.loaded_through SET next_offset = 7');
  await migrateWarehouse({ url, topic: "clean's", partitions: 4 });
  const found = await ask(
    'SELECT next_offset::int AS n FROM telecom.loaded_through ORDER BY kafka_partition',
  );
  expect(found.map(({ n }) => n)).toEqual([7, 7, 7, 0]);
});

test('a password given apart takes the place of the URL’s', async () => {
  const options = { url: url.replace(/:[^:@]*@/, '@'), topic: 't', partitions: 1 };
  await migrateWarehouse({ ...options, password: parts.warehouse.password });
  await expect(migrateWarehouse({ url, topic: 't', partitions: 1, password: 'wrong' })).rejects.toThrow(
    /password/,
  );
});

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
