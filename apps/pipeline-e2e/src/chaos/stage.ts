import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type PartTarget, startPartTarget } from '@cdr/faults';
import { freePort, startAll, startKafka, startObjectStore, startRegistry, startWarehouse } from '@cdr/infra';
import { connectKafka, type Kafka } from '@cdr/kafka';
import { openLocalWarehouse, partsEnvironment, type WarehouseName } from '@cdr/local';
import { prepare, setupSettings, topicsOf } from '@cdr/operations';
import { readConfig, validatorGroupSettings } from '@cdr/worker';
import type { ProxiedPart } from './plan.ts';
import { httpExchange, kafkaExchange, postgresExchange } from './proxy/exchange.ts';
import { type Proxy, startProxy } from './proxy/start-proxy.ts';

/** Parts of the run's own, each but the schema registry behind a proxy, with topics, bucket and tables. */
export interface Stage {
  broker: PartTarget;
  database: PartTarget;
  proxies: Record<ProxiedPart, Proxy>;
  kafka: Kafka;
  brokers: string;
  config: StageConfig;
  topics: ReturnType<typeof topicsOf>;
  /** Of the PostgreSQL that holds the tables, without a proxy, whatever the loaders take for the warehouse. */
  databaseUrl: string;
  /** The variables that send workers through the proxies. */
  workerEnv: NodeJS.ProcessEnv;
  logFolder: string;
  /** Resolves, with one sentence, when a part ends that nobody meant to. */
  died: Promise<string>;
  close(): Promise<void>;
}

type StageConfig = ReturnType<typeof readSetup>;

function readSetup(env: NodeJS.ProcessEnv) {
  return readConfig(env, { ...setupSettings, ...validatorGroupSettings });
}

/** Calls that a validator remembers of a partition. */
export const dedupCalls = 20_000;

// Copies come within some hundred calls of a partition; small batches make many loads.
const workerSettings = {
  VALIDATOR_METRICS_PORT: '0',
  LOADER_METRICS_PORT: '0',
  DEDUP_CALLS: String(dedupCalls),
  LOADER_BATCH_ROWS: '2000',
  LOADER_BATCH_AGE_MS: '500',
  LOG_LEVEL: 'info',
};

/** Starts the parts. @throws what a part or the setup throws, with nothing left running */
export async function openStage(
  folder: string,
  warehouseName: WarehouseName,
  tell: (line: string) => void,
): Promise<Stage> {
  const closing: (() => Promise<void>)[] = [];
  async function close(): Promise<void> {
    for (let one = closing.pop(); one !== undefined; one = closing.pop()) await one();
  }
  try {
    const ports = {
      kafka: { real: await freePort(), proxy: await freePort() },
      store: { real: await freePort(), proxy: await freePort() },
    };
    const registryPort = await freePort();
    const warehousePort = await freePort();
    const databasePort = await freePort();
    const password = randomBytes(12).toString('base64url');
    const parts = await startAll({
      kafka: () => startPartTarget(() => startBroker(folder, ports.kafka)),
      store: () =>
        startPartTarget(() =>
          startObjectStore({ port: ports.store.real, dataDir: join(folder, 'object-store') }),
        ),
      registry: () =>
        startPartTarget(() => startRegistry({ port: registryPort, dataDir: join(folder, 'registry') })),
      database: () =>
        startPartTarget(() =>
          startWarehouse({ port: databasePort, dataDir: join(folder, 'warehouse'), password }),
        ),
    });
    closing.push(...Object.values(parts).map((part) => () => part.close()));
    const { part: broker } = parts.kafka;
    const { part: store } = parts.store;
    const { part: registry } = parts.registry;
    const { part: database } = parts.database;
    // What reads the bucket by itself gets there by way of the proxy, as the loaders do.
    const proxiedStore = {
      ...store,
      endpoint: store.endpoint.replace(String(ports.store.real), String(ports.store.proxy)),
    };
    const warehouse = await openLocalWarehouse(warehouseName, {
      database,
      store: proxiedStore,
      region: 'us-east-1',
    });
    closing.push(() => warehouse.stop());
    const warehouseUrl = new URL(warehouse.url);
    const real = { ...ports, warehouse: { real: Number(warehouseUrl.port), proxy: warehousePort } };
    warehouseUrl.port = String(warehousePort);
    async function proxy(part: ProxiedPart, recognise: (chunk: Buffer) => string | null): Promise<Proxy> {
      const { real: targetPort, proxy: port } = real[part];
      const started = await startProxy({ port, targetPort, recognise });
      closing.push(() => started.close());
      return started;
    }
    const proxies = {
      kafka: await proxy('kafka', kafkaExchange),
      store: await proxy('store', httpExchange),
      warehouse: await proxy('warehouse', postgresExchange),
    };
    const env = {
      ...process.env,
      ...partsEnvironment({ kafka: broker, store, registry, warehouse }),
      LOADER_SCRATCH_DIR: join(folder, 'scratch'),
      ...workerSettings,
    };
    const config = readSetup(env);
    const kafka = await connectKafka({ brokers: [broker.brokers], clientId: 'chaos' });
    closing.push(() => kafka.close());
    await prepare(kafka, config, tell);
    const logFolder = join(folder, 'logs');
    mkdirSync(logFolder);
    return {
      broker: parts.kafka,
      database: parts.database,
      proxies,
      kafka,
      brokers: broker.brokers,
      config,
      topics: topicsOf(config),
      databaseUrl: database.url,
      workerEnv: {
        ...env,
        S3_ENDPOINT: proxiedStore.endpoint,
        WAREHOUSE_URL: warehouseUrl.href,
      },
      logFolder,
      died: Promise.race(Object.values(parts).map(({ died }) => died)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function startBroker(folder: string, { real, proxy }: { real: number; proxy: number }) {
  return startKafka({ port: real, advertisedPort: proxy, dataDir: join(folder, 'kafka') });
}
