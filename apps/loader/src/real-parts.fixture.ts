import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CanonicalRecord } from '@cdr/call-record';
import {
  createTopics,
  freePort,
  migrateWarehouse,
  startKafka,
  startObjectStore,
  startWarehouse,
} from '@cdr/infra';
import { connectKafka, type Kafka } from '@cdr/kafka';
import { type RunningScript, startScript, until } from '@cdr/testing';
import pg from 'pg';
import { cleanValue } from './clean-records.fixture.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const bucket = 'telecom-staging';
const partitions = 2;

/** Real Kafka, S3 server and PostgreSQL, the last two to be killed and started again on the same data. */
export async function startRealParts() {
  const home = mkdtempSync(join(tmpdir(), 'cdr-loader-test-'));
  chmodSync(home, 0o755); // PostgreSQL runs as another user when we are root
  const warehouseOptions = { port: await freePort(), dataDir: join(home, 'warehouse'), password: 'local' };
  const objectStoreOptions = { port: await freePort(), dataDir: join(home, 'object-store') };
  const startParts = {
    warehouse: () => startWarehouse(warehouseOptions),
    objectStore: () => startObjectStore(objectStoreOptions),
  };
  const [broker, warehouse, objectStore] = await Promise.all([
    startKafka({ port: await freePort(), dataDir: join(home, 'kafka') }),
    startParts.warehouse(),
    startParts.objectStore(),
  ]);
  const running = { warehouse, objectStore };
  await objectStore.createBucket(bucket);
  const kafka = await connectKafka({ brokers: [broker.brokers], clientId: 'test' });
  const loaders: RunningScript[] = [];

  /** Topics, a database and a scratch folder of a test's own. */
  async function makeWorld(name: string): Promise<World> {
    const topics = { raw: `${name}.raw`, clean: `${name}.clean`, dlq: `${name}.dlq` };
    await createTopics(kafka, { topics, partitions, replicas: 1 });
    await ask(warehouse.url, `CREATE DATABASE "${name}"`);
    const url = warehouse.url.replace(/\/dev$/, `/${name}`);
    await migrateWarehouse({ url, topic: topics.clean, partitions });
    const env = {
      KAFKA_BROKERS: broker.brokers,
      RAW_TOPIC: topics.raw,
      CLEAN_TOPIC: topics.clean,
      DLQ_TOPIC: topics.dlq,
      S3_ENDPOINT: objectStore.endpoint,
      S3_ACCESS_KEY_ID: objectStore.accessKeyId,
      S3_SECRET_ACCESS_KEY: objectStore.secretAccessKey,
      S3_BUCKET: bucket,
      WAREHOUSE_URL: url,
      LOG_LEVEL: 'debug',
      LOADER_METRICS_PORT: '0',
      LOADER_BATCH_AGE_MS: '200',
      LOADER_SCRATCH_DIR: join(home, `scratch-${name}`),
    };
    return { topics, url, env, kafka, ask: (sql) => ask(url, sql) };
  }

  /** Starts the loader as the process it is in production. */
  function startLoader(world: World, env: Record<string, string> = {}): RunningScript {
    const loader = startScript(main, { env: { ...world.env, ...env } });
    loaders.push(loader);
    return loader;
  }

  async function restart(part: keyof typeof running): Promise<void> {
    await running[part].stop();
    running[part] = (await startParts[part]()) as never;
  }

  async function stop(): Promise<void> {
    for (const loader of loaders) loader.child.kill('SIGKILL');
    await kafka.close();
    await Promise.all([broker.stop(), running.warehouse.stop(), running.objectStore.stop()]);
    rmSync(home, { recursive: true, force: true });
  }

  return { makeWorld, startLoader, restart, broker, running, stop };
}

export interface World {
  topics: { raw: string; clean: string; dlq: string };
  url: string;
  env: Record<string, string>;
  kafka: Kafka;
  ask(sql: string): Promise<Record<string, unknown>[]>;
}

/** A call that differs from every other by its number. */
export function call(n: number): Partial<CanonicalRecord> {
  return { caller_id: `+1${2_000_000_000 + n}` };
}

/** Writes `count` calls to a partition of raw and of clean, offsets alike; numbers from `first`. */
export async function publishCalls(
  { kafka, topics }: World,
  partition: number,
  first: number,
  count: number,
) {
  const raw = await kafka.openPublisher(topics.raw);
  const clean = await kafka.openPublisher(topics.clean);
  const { end } = (await kafka.offsets(topics.raw))[partition]!;
  const numbers = Array.from({ length: count }, (_, n) => n);
  await raw.publish(
    partition,
    numbers.map((n) => ({ key: null, value: `raw ${first + n}` })),
  );
  await clean.publish(
    partition,
    numbers.map((n) => ({
      key: null,
      value: cleanValue(end + n, { partition, call: call(first + n) }),
      timestamp: Date.now(), // an old one would be expired by retention under the test,
    })),
  );
  await Promise.all([raw.close(), clean.close()]);
}

/** Asks the warehouse on a connection of its own. */
export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** What the table holds, and what the ledger says of it. */
export async function sums(world: World): Promise<Record<string, number>> {
  const [row] = await world.ask(`SELECT
    (SELECT count(*) FROM telecom.telecom_data) AS rows,
    (SELECT count(DISTINCT call_id) FROM telecom.telecom_data) AS calls,
    (SELECT coalesce(sum(rows_loaded), 0) FROM telecom.load_batch) AS loaded,
    (SELECT coalesce(sum(rows_staged), 0) FROM telecom.load_batch) AS staged,
    (SELECT coalesce(sum(rows_already_loaded), 0) FROM telecom.load_batch) AS already_loaded,
    (SELECT coalesce(sum(rows_conflict), 0) FROM telecom.load_batch) AS conflicts,
    (SELECT coalesce(sum(rows_unloadable), 0) FROM telecom.load_batch) AS unloadable,
    (SELECT coalesce(sum(row_count), 0) FROM telecom.load_range) AS in_ranges,
    (SELECT sum(next_offset) FROM telecom.loaded_through) AS loaded_through`);
  return Object.fromEntries(Object.entries(row!).map(([name, value]) => [name, Number(value)]));
}

/** Waits until the position of every partition adds up to `offset`; the warehouse may be away meanwhile. */
export async function loadedThrough(world: World, offset: number): Promise<void> {
  async function isReached() {
    const [row] = await world
      .ask('SELECT sum(next_offset) AS at FROM telecom.loaded_through')
      .catch(() => []);
    return Number(row?.['at']) === offset;
  }
  await until(isReached, { what: `clean is loaded through ${offset}` });
}

/** Everything a partition holds. */
export async function readAll(kafka: Kafka, topic: string, partition: number) {
  const { start, end } = (await kafka.offsets(topic))[partition]!;
  const reader = await kafka.openReader(topic, partition, start);
  const all = [];
  for (let next = start; next < end;) {
    const batch = await reader.next();
    all.push(...batch.records);
    next = batch.nextOffset;
  }
  await reader.close();
  return all;
}
