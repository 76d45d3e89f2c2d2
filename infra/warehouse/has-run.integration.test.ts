import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StartedParts, startParts } from '../start-parts.ts';
import { hasRun } from './has-run.ts';
import { makeTestDatabase, type TestDatabase } from './test-database.fixture.ts';

let parts: StartedParts<{ warehouse: true }>;
let database: TestDatabase;
beforeAll(async () => {
  parts = await startParts({ warehouse: true });
  database = await makeTestDatabase(parts.warehouse.url);
});
afterAll(async () => {
  await database.close();
  await parts.stop();
});

test('a distribution key counts in this database only: Redshift lists the tables of others as well', async () => {
  // As Redshift's view of that name has them; PostgreSQL has none.
  await database.ask(`CREATE TABLE svv_redshift_columns
    (database_name TEXT, schema_name TEXT, table_name TEXT, column_name TEXT, distkey BOOLEAN)`);
  const alter = 'ALTER TABLE telecom.telecom_data ALTER DISTKEY call_id';
  async function afterRow(databaseName: string, distkey: boolean): Promise<boolean> {
    await database.ask(
      `INSERT INTO svv_redshift_columns VALUES (${databaseName}, 'telecom', 'telecom_data', 'call_id', ${distkey})`,
    );
    return hasRun(database.client, alter);
  }
  expect(await afterRow("'another'", true)).toBe(false);
  expect(await afterRow('current_database()', false)).toBe(false);
  expect(await afterRow('current_database()', true)).toBe(true);
});
