import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type MigrationReport, type StartedParts, startParts } from '@cdr/infra';
import { type Client, type Connections, createConnections } from '@cdr/warehouse';
import { runCommand } from '../testing/real-pipeline.ts';

// docs/operations.md, "When a text column is too short": its SQL, as it stands there.

const guide = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8');
const chapter = guide.split('\n## When a text column is too short\n')[1]!.split('\n## ')[0]!;
const [dropViews, widen] = [...chapter.matchAll(/```sql\n(.*?)```/gs)].map(([, sql]) => sql!);

let parts: StartedParts<{ warehouse: true }>;
let connections: Connections;
let client: Client;

beforeAll(async () => {
  parts = await startParts({ warehouse: true });
  const { url } = parts.warehouse;
  connections = createConnections({ url, password: undefined, application: 'test' });
  client = await connections.open();
});
afterAll(async () => {
  connections.cutAll();
  await parts.stop();
});

function migrate() {
  return runCommand<MigrationReport>(['migrate', '--json'], { WAREHOUSE_URL: parts.warehouse.url });
}

async function views(): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT viewname AS name FROM pg_views WHERE schemaname = 'telecom' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}

test('the column grows when its views are dropped, and migrate makes those again', async () => {
  expect(await migrate()).toMatchObject({ code: 0 });
  const all = await views();
  await expect(client.query(widen!)).rejects.toThrow('cannot alter type of a column used by a view');

  await client.query(dropViews!);
  expect(await views()).toEqual([]);
  await client.query(widen!);
  const { code, json } = await migrate();
  expect({ code, made: json?.views.map(({ name }) => name).toSorted() }).toEqual({
    code: 0,
    made: all.map((name) => `telecom.${name}`),
  });
  expect(await views()).toEqual(all);

  const call = "INSERT INTO telecom.telecom_data (network_provider) VALUES (repeat('x', 100))";
  expect(await client.query(call)).toMatchObject({ rowCount: 1 });
  const { rows } = await client.query(
    'SELECT length(network_provider) AS length FROM telecom.revenue_by_provider',
  );
  expect(rows).toEqual([{ length: 100 }]);
});
