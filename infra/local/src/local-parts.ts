import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  freePort,
  type KafkaPart,
  type ObjectStorePart,
  type RegistryPart,
  sayDeath,
  startAll,
  startKafka,
  startObjectStore,
  startRegistry,
  startWarehouse,
} from '@cdr/infra';
import { passwordFile } from './empty-folder.ts';
import { type LocalWarehouse, openLocalWarehouse, type WarehouseName } from './local-warehouse.ts';
import type { Ports } from './ports.ts';

/** The running parts, and the environment that points setup and workers at them. */
export interface LocalParts {
  env: Record<string, string | undefined>;
  /** Of the PostgreSQL that holds the tables, whatever workers take for the warehouse. */
  databaseUrl: string;
  /** Resolves, with one sentence, when a part ends that nobody stopped. */
  died: Promise<string>;
  /** Resolves when all are gone. */
  stop(): Promise<void>;
}

export interface LocalPartsOptions {
  folder: string;
  ports: Ports;
  warehouse: WarehouseName;
  region: string;
  tell: (line: string) => void;
}

/**
 * Starts Kafka, the S3 server, the schema registry and PostgreSQL side by side, with their state under `folder`, and what
 * is to be the warehouse.
 * @throws PartError, with nothing left running.
 */
export async function startLocalParts({
  folder,
  ports,
  warehouse: name,
  region,
  tell,
}: LocalPartsOptions): Promise<LocalParts> {
  // Whoever is the warehouse has its port.
  const databasePort = name === 'postgres' ? ports.warehouse : await freePort();
  const parts = await startAll({
    kafka: () => startKafka({ port: ports.kafka, dataDir: join(folder, 'kafka'), log: tell }),
    store: () => startObjectStore({ port: ports.objectStore, dataDir: join(folder, 'object-store') }),
    registry: () => startRegistry({ port: ports.registry, dataDir: join(folder, 'registry') }),
    database: () =>
      startWarehouse({
        port: databasePort,
        dataDir: join(folder, 'warehouse'),
        password: password(folder),
        log: tell,
      }),
  });
  const all = Object.values(parts);
  const { kafka, store, registry, database } = parts;
  const warehouse = await openLocalWarehouse(name, { database, store, region, port: ports.warehouse }).catch(
    async (error: unknown) => {
      await Promise.all(all.map((part) => part.stop()));
      throw error;
    },
  );
  const died = Promise.withResolvers<string>();
  let stopping = false;
  for (const part of all) {
    void part.exited.then((exit) => {
      if (!stopping) died.resolve(`${sayDeath(part, exit)} What is in ${folder} is kept: start again.`);
    });
  }
  async function stop(): Promise<void> {
    stopping = true;
    await warehouse.stop();
    await Promise.all(all.map((part) => part.stop()));
  }
  const env = partsEnvironment({ kafka, store, registry, warehouse });
  return { env, databaseUrl: database.url, died: died.promise, stop };
}

/** The variables that point setup and workers at these parts. */
export function partsEnvironment(parts: {
  kafka: Pick<KafkaPart, 'brokers'>;
  store: Pick<ObjectStorePart, 'endpoint' | 'accessKeyId' | 'secretAccessKey'>;
  /** Not there where no worker runs that asks for schemas. */
  registry?: Pick<RegistryPart, 'url'>;
  warehouse: Pick<LocalWarehouse, 'url' | 'password' | 'copyRole'>;
}): Record<string, string | undefined> {
  const { kafka, store, registry, warehouse } = parts;
  return {
    KAFKA_BROKERS: kafka.brokers,
    S3_ENDPOINT: store.endpoint,
    S3_ACCESS_KEY_ID: store.accessKeyId,
    S3_SECRET_ACCESS_KEY: store.secretAccessKey,
    SCHEMA_REGISTRY_URL: registry?.url,
    WAREHOUSE_URL: warehouse.url,
    WAREHOUSE_PASSWORD: warehouse.password,
    REDSHIFT_COPY_ROLE: warehouse.copyRole,
    // Secrets for the user's own parts must not reach for these.
    S3_SECRET_ACCESS_KEY_FILE: undefined,
    SCHEMA_REGISTRY_USER: undefined,
    SCHEMA_REGISTRY_PASSWORD: undefined,
    SCHEMA_REGISTRY_PASSWORD_FILE: undefined,
    WAREHOUSE_PASSWORD_FILE: undefined,
    REDSHIFT_WORKGROUP: undefined,
    REDSHIFT_CLUSTER: undefined,
  };
}

// Made once, kept with the data it opens.
function password(folder: string): string {
  const file = join(folder, passwordFile);
  if (!existsSync(file)) writeFileSync(file, randomBytes(12).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
