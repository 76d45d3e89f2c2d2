import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StartedParts, startParts } from '@cdr/infra';
import { type RealPipeline, runCommand, startRealPipeline } from '../testing/real-pipeline.ts';

interface Report {
  ok: boolean;
  checks: {
    part: string;
    ok: boolean;
    where: string;
    version: string | null;
    tells: string | null;
    problem: string | null;
  }[];
}

const privileges = 'not looked at: tables failed';

let registry: StartedParts<{ registry: true }>;
let pipeline: RealPipeline;

async function tryConnections(more: Record<string, string> = {}) {
  const { code, json, stderr } = await runCommand<Report>(['connections', '--json'], {
    ...pipeline.env,
    ...more,
  });
  if (json === undefined) throw new Error(stderr);
  const failed = Object.fromEntries(
    json.checks.filter(({ ok }) => !ok).map(({ part, problem }) => [part, problem]),
  );
  return { code, checks: json.checks, failed };
}

beforeAll(async () => {
  registry = await startParts({ registry: true });
  pipeline = await startRealPipeline({ SCHEMA_REGISTRY_URL: registry.registry.url });
});
afterAll(async () => {
  await pipeline.stop();
  await registry.stop();
});

test('before setup, topics, bucket and tables are told to be missing', async () => {
  const { code, failed } = await tryConnections();
  expect(code).toBe(1);
  expect(failed).toEqual({
    topics: expect.stringMatching(
      /^topic telecom-data\.raw does not exist: create it with "npm run setup"; topic/,
    ),
    bucket: expect.stringMatching(/create the bucket with "npm run setup", or correct S3_BUCKET$/),
    tables: expect.stringMatching(/^telecom\.telecom_data, .* cannot be seen\. Run "npm run setup"/),
    privileges,
  });
});

test('after setup all of them work, with what is known of each', async () => {
  expect(await runCommand(['setup'], pipeline.env)).toMatchObject({ code: 0 });
  const { code, checks } = await tryConnections();
  expect(checks.map(({ part, version, tells }) => [part, version, tells])).toEqual([
    ['Kafka', null, expect.stringMatching(/^the only broker of cluster \S{22}$/)],
    ['topics', null, '3 partitions each, settings as they must be'],
    ['bucket', null, 'is there for these keys (writing was not tried)'],
    [
      'registry',
      expect.stringMatching(/^Apicurio \d/),
      '2 versions of telecom-data.raw-value, BACKWARD_TRANSITIVE',
    ],
    ['warehouse', expect.stringMatching(/^PostgreSQL 18/), 'answers'],
    ['tables', null, '5 tables, 3 positions of telecom-data.clean'],
    ['privileges', null, 'may read and load, and make temporary tables'],
  ]);
  expect(JSON.stringify(checks)).not.toContain(pipeline.parts.warehouse.password);
  expect(code).toBe(0);
});

test.each<[string, (url: URL) => void, RegExp]>([
  [
    'a wrong password',
    (url) => (url.password = 'wrong'),
    /^password authentication failed.*check WAREHOUSE_URL and WAREHOUSE_PASSWORD$/,
  ],
  ['no password', (url) => (url.password = ''), /^SASL: .*; set WAREHOUSE_PASSWORD$/],
  [
    'another database',
    (url) => (url.pathname = '/other'),
    /does not exist; create the database, or correct WAREHOUSE_URL$/,
  ],
  [
    'TLS',
    (url) => (url.search = '?sslmode=verify-full'),
    /^the server does not speak TLS, but sslmode in WAREHOUSE_URL asks for it/,
  ],
])('the warehouse with %s is told, and the others are tried', async (_, change, problem) => {
  const url = new URL(pipeline.parts.warehouse.url);
  change(url);
  const { failed } = await tryConnections({ WAREHOUSE_URL: url.href });
  expect(failed).toEqual({
    warehouse: expect.stringMatching(problem),
    tables: 'not looked at: warehouse failed',
    privileges,
  });
});

test.each<[string, Record<string, string>, RegExp]>([
  ['a wrong key', { S3_ACCESS_KEY_ID: 'wrong' }, /check S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY/],
  ['a wrong secret', { S3_SECRET_ACCESS_KEY: 'wrong' }, /check S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY/],
  ['another bucket', { S3_BUCKET: 'other' }, /create the bucket with "npm run setup", or correct S3_BUCKET$/],
])('the bucket with %s is told', async (_, env, problem) => {
  expect((await tryConnections(env)).failed).toEqual({ bucket: expect.stringMatching(problem) });
});

test('a URL that does not lead to the registry’s API is told', async () => {
  const { failed } = await tryConnections({ SCHEMA_REGISTRY_URL: new URL('/', registry.registry.url).href });
  expect(failed).toEqual({
    registry: expect.stringMatching(
      /HTTP 404.*; SCHEMA_REGISTRY_URL does not lead to an API like Confluent’s/,
    ),
  });
});

test('topics with other settings than they must have are told', async () => {
  const { failed, checks } = await tryConnections({ LONGEST_OUTAGE_HOURS: '900' });
  // They are there all the same: so many positions there must be.
  expect(checks.find(({ part }) => part === 'tables')!.tells).toBe(
    '5 tables, 3 positions of telecom-data.clean',
  );
  expect(failed['topics']).toMatch(/^topic telecom-data\.clean: retention\.ms is \d+, must be at least \d+/);
});

test('a user who lacks privileges is told what to be granted', async () => {
  const { ask } = pipeline;
  await ask("CREATE ROLE reader LOGIN PASSWORD 'reader'");
  await ask('GRANT USAGE ON SCHEMA telecom TO reader');
  await ask('GRANT SELECT ON ALL TABLES IN SCHEMA telecom TO reader');
  const url = new URL(pipeline.parts.warehouse.url);
  url.username = url.password = 'reader';
  const { failed } = await tryConnections({ WAREHOUSE_URL: url.href });
  expect(failed['privileges']).toMatch(
    /GRANT it INSERT ON telecom\.telecom_data; .*; UPDATE ON telecom\.load_gate$/,
  );
});

test('a partition without a position, and one with two, are told', async () => {
  const { ask } = pipeline;
  await ask('CREATE TABLE kept AS SELECT * FROM telecom.loaded_through');
  await ask('DELETE FROM telecom.loaded_through WHERE kafka_partition = 1');
  expect((await tryConnections()).failed).toEqual({
    tables: expect.stringMatching(
      /^telecom\.loaded_through has no row for telecom-data\.clean, partition 1\. Run/,
    ),
    privileges,
  });
  await ask('TRUNCATE telecom.loaded_through');
  await ask('INSERT INTO telecom.loaded_through SELECT * FROM kept');
  await ask('INSERT INTO telecom.loaded_through SELECT * FROM kept WHERE kafka_partition = 2');
  expect((await tryConnections()).failed).toEqual({
    tables: expect.stringMatching(/several rows for telecom-data\.clean, partition 2\. Find out who/),
    privileges,
  });
});

test('a gate of two rows, and one of none, are told with what mends them', async () => {
  const { ask } = pipeline;
  await ask('TRUNCATE telecom.loaded_through');
  await ask('INSERT INTO telecom.loaded_through SELECT * FROM kept');
  await ask('INSERT INTO telecom.load_gate SELECT * FROM telecom.load_gate');
  expect((await tryConnections()).failed).toEqual({
    tables:
      'telecom.load_gate has 2 rows, must have one. Stop the loaders, leave it one row, and start them again',
    privileges,
  });
  await ask('TRUNCATE telecom.load_gate');
  expect((await tryConnections()).failed).toEqual({
    tables: expect.stringMatching(/^telecom\.load_gate has 0 rows, must have one\. Run "npm run setup"/),
    privileges,
  });
});
