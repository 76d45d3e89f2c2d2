import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { columns, sqlType } from '@cdr/call-record';
import { type StartedParts, startParts } from '../start-parts.ts';
import { applyMigrations, migrate } from './apply-migrations.ts';
import { migrateWarehouse } from './migrate.ts';
import { type Migration, readMigrations, readViews } from './migration-files.ts';
import { addPositions } from './positions.ts';
import { makeTestDatabase, type TestDatabase } from './test-database.fixture.ts';

const newest = readMigrations('postgres').length;

let parts: StartedParts<{ warehouse: true }>;
let database: TestDatabase;

beforeAll(async () => {
  parts = await startParts({ warehouse: true });
});
afterAll(() => parts.stop());
beforeEach(async () => {
  database = await makeTestDatabase(parts.warehouse.url);
});
afterEach(() => database.close());

/** The versions that are recorded, in the order they were applied. */
async function versions(): Promise<unknown[]> {
  const rows = await database.ask('SELECT version FROM telecom.schema_version ORDER BY applied_at, version');
  return rows.map(({ version }) => version);
}

const all = Array.from({ length: newest }, (_, n) => n + 1);

test('the migrations give the columns of the column table, in its order, with its types', async () => {
  await migrate(database.client, { dialect: 'postgres' });
  const found = await database.ask(`SELECT attname || ' ' || format_type(atttypid, atttypmod) AS column
    FROM pg_attribute WHERE attrelid = 'telecom.telecom_data'::regclass AND attnum > 0 ORDER BY attnum`);
  const bare = columns.map(({ name, type }) => `${name} ${sqlType(type)}`).join(', ');
  await database.ask(`CREATE TABLE wanted (${bare})`);
  const wanted = await database.ask(`SELECT attname || ' ' || format_type(atttypid, atttypmod) AS column
    FROM pg_attribute WHERE attrelid = 'wanted'::regclass AND attnum > 0 ORDER BY attnum`);
  expect(found).toEqual(wanted);
  expect(await versions()).toEqual(all);
});

test('several at once make each version, position and the gate once', async () => {
  const options = { url: database.url, topic: "clean's", partitions: 3 };
  const reports = await Promise.all([1, 2, 3, 4].map(() => migrateWarehouse(options)));
  expect(
    await database.ask('SELECT topic, kafka_partition AS p FROM telecom.loaded_through ORDER BY p'),
  ).toEqual([0, 1, 2].map((p) => ({ topic: "clean's", p })));
  expect(await database.ask('SELECT turns FROM telecom.load_gate')).toEqual([{ turns: '0' }]);
  expect(await versions()).toEqual(all);
  const applied = reports.flatMap(({ migrations }) => migrations.map(({ version }) => version));
  expect(applied.toSorted()).toEqual(all);
  expect(reports.map(({ to }) => to)).toEqual([newest, newest, newest, newest]);
});

test('run again it keeps every position, adds those of new partitions, and a gate that was emptied', async () => {
  await migrateWarehouse({ url: database.url, topic: 'clean', partitions: 3 });
  await database.ask('UPDATE telecom.loaded_through SET next_offset = 7');
  await database.ask('DELETE FROM telecom.load_gate');
  const { migrations, from } = await migrateWarehouse({ url: database.url, topic: 'clean', partitions: 4 });
  expect({ migrations, from }).toEqual({ migrations: [], from: newest });
  const found = await database.ask(
    'SELECT next_offset::int AS n FROM telecom.loaded_through ORDER BY kafka_partition',
  );
  expect(found.map(({ n }) => n)).toEqual([7, 7, 7, 0]);
  expect(await database.ask('SELECT turns FROM telecom.load_gate')).toEqual([{ turns: '0' }]);
});

// As it was made before there were versions: all columns at once, those of the lineage NOT NULL.
const unversioned = [
  'CREATE SCHEMA telecom',
  `CREATE TABLE telecom.telecom_data (${columns
    .map(({ name, type, required }) => `${name} ${sqlType(type)}${required ? ' NOT NULL' : ''}`)
    .join(', ')})`,
  'CREATE INDEX telecom_data_call ON telecom.telecom_data (start_datetime, call_id)',
  'CREATE TABLE telecom.load_gate (turns BIGINT NOT NULL)',
  'INSERT INTO telecom.load_gate VALUES (5)',
  `CREATE TABLE telecom.loaded_through (
    topic VARCHAR(249) NOT NULL, kafka_partition INTEGER NOT NULL, next_offset BIGINT NOT NULL,
    raw_high_water BIGINT NOT NULL, last_raw_offset BIGINT, last_timestamp BIGINT, moved_at TIMESTAMP)`,
  "INSERT INTO telecom.loaded_through VALUES ('clean', 0, 9, 8)",
  `INSERT INTO telecom.telecom_data
    SELECT 'Ann', 'Bob', '+12025550101', '911', now(), now(), 60, 'AT&T', 0.05, 'id', 'print', 0, 8, now(), 'batch', now()`,
];

test('a schema that was made before there were versions is taken over as it is', async () => {
  for (const statement of unversioned) await database.ask(statement);
  const { migrations, from, to } = await migrate(database.client, { dialect: 'postgres' });
  await addPositions(database.client, 'clean', 2);
  expect({ from, to }).toEqual({ from: 0, to: newest });
  const skipped = migrations.flatMap(({ statements }) => statements.filter((one) => one.skipped));
  expect(skipped.filter(({ text }) => text.includes('ADD COLUMN'))).toHaveLength(7);
  expect(await database.ask('SELECT call_id, raw_offset FROM telecom.telecom_data')).toEqual([
    { call_id: 'id', raw_offset: '8' },
  ]);
  expect(await database.ask('SELECT turns FROM telecom.load_gate')).toEqual([{ turns: '5' }]);
  const positions = await database.ask('SELECT next_offset FROM telecom.loaded_through ORDER BY 1 DESC');
  expect(positions.map((row) => row['next_offset'])).toEqual(['9', '0']);
});

/** The views that there are, in the order of their file. */
async function views(): Promise<string[]> {
  const rows = await database.ask(
    "SELECT 'telecom.' || viewname AS name FROM pg_views WHERE schemaname = 'telecom'",
  );
  const there = new Set(rows.map(({ name }) => name));
  return readViews().flatMap(({ name }) => (there.has(name) ? [name] : []));
}

test('views are made each time, also those that were dropped, and no dry run makes them', async () => {
  const first = await migrate(database.client, { dialect: 'postgres' });
  expect(first.views).toEqual(readViews());
  const names = readViews().map(({ name }) => name);
  expect(await views()).toEqual(names);
  await database.ask(`DROP VIEW ${names[0]!}, ${names.at(-1)!}`);
  const dry = await migrate(database.client, { dialect: 'postgres', dryRun: true });
  expect(dry).toMatchObject({ migrations: [], views: first.views });
  expect(await views()).toEqual(names.slice(1, -1));
  await migrate(database.client, { dialect: 'postgres' });
  expect(await views()).toEqual(names);
});

test('a view that has other columns is told with what to do, and the migrations stay', async () => {
  await migrate(database.client, { dialect: 'postgres' });
  const { name } = readViews()[1]!;
  await database.ask(`DROP VIEW ${name}`);
  await database.ask(`CREATE VIEW ${name} AS SELECT 1 AS n`);
  await expect(migrate(database.client, { dialect: 'postgres' })).rejects.toThrow(
    /^views, statement 2 of \d+, "CREATE OR REPLACE VIEW .* \(42P16\)\. Drop the view .* Nothing of it was done; migrations before it stay/,
  );
  expect(await versions()).toEqual(all);
});

test('a schema from when views had a version goes on, and that version is told as unknown', async () => {
  await migrate(database.client, { dialect: 'postgres' });
  await database.ask(`INSERT INTO telecom.schema_version VALUES (${newest + 1}, 'reports', now())`);
  const report = await migrate(database.client, { dialect: 'postgres' });
  expect(report).toMatchObject({ migrations: [], unknown: [newest + 1], views: readViews() });
});

test('a table of the original system keeps its rows, which have no lineage', async () => {
  const [original] = readMigrations('postgres');
  for (const statement of original!.statements) await database.ask(statement);
  await database.ask("INSERT INTO telecom.telecom_data (caller_name, call_duration) VALUES ('Ann', -120)");
  await migrate(database.client, { dialect: 'postgres' });
  expect(await database.ask('SELECT caller_name, call_id, batch_id FROM telecom.telecom_data')).toEqual([
    { caller_name: 'Ann', call_id: null, batch_id: null },
  ]);
});

test('a dry run tells all that is missing and changes nothing', async () => {
  const report = await migrate(database.client, { dialect: 'postgres', dryRun: true });
  expect(report).toMatchObject({ dryRun: true, from: 0, to: newest, unknown: [] });
  expect(report.migrations.map(({ version }) => version)).toEqual(all);
  expect(await database.ask("SELECT 1 FROM pg_namespace WHERE nspname = 'telecom'")).toEqual([]);

  await migrate(database.client, { dialect: 'postgres' });
  const again = await migrate(database.client, { dialect: 'postgres', dryRun: true });
  expect(again).toMatchObject({ from: newest, migrations: [] });
});

test('in a dry run, what is there is told to be skipped', async () => {
  for (const statement of unversioned) await database.ask(statement);
  const { migrations } = await migrate(database.client, { dialect: 'postgres', dryRun: true });
  const [, lineage, ledger] = migrations;
  expect(lineage!.statements.map(({ skipped }) => skipped)).toEqual(Array(7).fill(true));
  expect(ledger!.statements[0]).toMatchObject({
    text: expect.stringContaining('load_batch'),
    skipped: false,
  });
});

/** A migration for tests. */
function step(version: number, statements: string[], inTransaction = true): Migration {
  return { version, name: `step-${version}`, statements, inTransaction };
}

test('one that fails is told with its statement; it leaves nothing, and those before it stay', async () => {
  const broken = step(2, [
    'CREATE TABLE telecom.b (n INTEGER)',
    'ALTER TABLE telecom.gone\n  ADD COLUMN n INTEGER',
  ]);
  const migrations = [step(1, ['CREATE TABLE telecom.a (n INTEGER)']), broken, step(3, ['SELECT 1'])];
  await expect(applyMigrations(database.client, migrations, false)).rejects.toThrow(
    'migration 2 (step-2), statement 2 of 2, "ALTER TABLE telecom.gone …": relation "telecom.gone" does not exist (42P01). ' +
      'Mend what the server says. Nothing of it was done; migrations before it stay applied',
  );
  expect(await versions()).toEqual([1]);
  expect(
    await database.ask("SELECT to_regclass('telecom.a') IS NOT NULL AS a, to_regclass('telecom.b') AS b"),
  ).toEqual([{ a: true, b: null }]);
  // The connection can go on, and so can the schema.
  const mended = step(2, ['CREATE TABLE telecom.b (n INTEGER)']);
  expect(await applyMigrations(database.client, [...migrations.slice(0, 1), mended], false)).toMatchObject({
    from: 1,
    to: 2,
  });
});

test('who may not make the schema is told so, and before which migration', async () => {
  await database.ask("CREATE ROLE guest LOGIN PASSWORD 'guest'");
  const url = new URL(database.url);
  Object.assign(url, { username: 'guest', password: 'guest' });
  await expect(migrateWarehouse({ url: url.href, topic: 't', partitions: 1 })).rejects.toThrow(
    /^migration 0 \(schema-version\), statement 1 of 2, "CREATE SCHEMA .*": permission denied .* \(42501\)\. Run it as the owner/,
  );
});

test('what may not run in a transaction runs outside of it, by two at once as well', async () => {
  const migrations = [
    step(1, ['CREATE TABLE IF NOT EXISTS telecom.a (n INTEGER)']),
    step(2, ['VACUUM telecom.a'], false),
  ];
  const other = await database.connect();
  await Promise.all([database.client, other].map((client) => applyMigrations(client, migrations, false)));
  expect(await versions()).toEqual([1, 2]);
});

test('outside a transaction, a statement that finds its work done has not failed', async () => {
  const column = 'ALTER TABLE telecom.a ADD COLUMN n INTEGER';
  const migrations = [step(1, ['CREATE TABLE telecom.a (m INTEGER, n INTEGER)']), step(2, [column], false)];
  await applyMigrations(database.client, migrations, false);
  expect(await versions()).toEqual([1, 2]);
});

test('a password given apart takes the place of the URL’s', async () => {
  const { url } = database;
  const options = { url: url.replace(/:[^:@]*@/, '@'), topic: 't', partitions: 1 };
  await migrateWarehouse({ ...options, password: parts.warehouse.password });
  await expect(migrateWarehouse({ url, topic: 't', partitions: 1, password: 'wrong' })).rejects.toThrow(
    /password/,
  );
});
