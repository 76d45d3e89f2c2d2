import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Part, startKafka, startObjectStore, startWarehouse } from '@cdr/infra';
import type { Ports } from './ports.ts';

/** The running parts, and the environment that points workers at them. */
export interface LocalParts {
  all: Part[];
  env: Record<string, string>;
  warehouseUrl: string;
  stop(): Promise<void>;
}

/** Starts Kafka, the S3 server and PostgreSQL side by side, with their state under `folder`. */
export async function startLocalParts(
  folder: string,
  ports: Ports,
  tell: (line: string) => void,
): Promise<LocalParts> {
  const starting = await Promise.allSettled([
    startKafka({ port: ports.KAFKA_PORT, dataDir: join(folder, 'kafka'), log: tell }),
    startObjectStore({ port: ports.S3_PORT, dataDir: join(folder, 'object-store') }),
    startWarehouse({
      port: ports.WAREHOUSE_PORT,
      dataDir: join(folder, 'warehouse'),
      password: password(folder),
      log: tell,
    }),
  ]);
  const all: Part[] = starting.filter((one) => one.status === 'fulfilled').map((one) => one.value);
  async function stop(): Promise<void> {
    await Promise.all(all.map((part) => part.stop()));
  }
  const [kafka, store, warehouse] = starting;
  if (kafka.status === 'rejected' || store.status === 'rejected' || warehouse.status === 'rejected') {
    await stop();
    throw starting.find((one) => one.status === 'rejected')!.reason;
  }
  const env = {
    KAFKA_BROKERS: kafka.value.brokers,
    S3_ENDPOINT: store.value.endpoint,
    S3_ACCESS_KEY_ID: store.value.accessKeyId,
    S3_SECRET_ACCESS_KEY: store.value.secretAccessKey,
    WAREHOUSE_URL: warehouse.value.url,
  };
  return { all, env, warehouseUrl: warehouse.value.url, stop };
}

// Made once, kept with the data it opens.
function password(folder: string): string {
  const file = join(folder, 'warehouse-password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(12).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
