import { mkdirSync } from 'node:fs';
import { connectKafka, type Committer, holdPartitions, KafkaError } from '@cdr/kafka';
import { type ConfigOf, createTrouble, keepRunning, retryForever, type WorkerContext } from '@cdr/worker';
import type { loaderSettings } from './config.ts';
import { openDuckDb } from './duckdb.ts';
import { type LoaderEvents, loadPartitions } from './load-partitions.ts';
import { tellLoads } from './tell-loads.ts';
import { StoreError } from './staging/object-store.ts';
import { openS3 } from './staging/s3.ts';
import { openPostgres } from './warehouse/postgres.ts';
import { WarehouseError } from './warehouse/warehouse.ts';
import { writeParquet } from './write-parquet.ts';

export interface LoaderContext extends WorkerContext<ConfigOf<typeof loaderSettings>> {
  version: string;
}

// A file smaller than this is not worth a slice of its own.
const bytesWorthAFile = 8 * 1_048_576;

/** Connects and loads what clean holds into the warehouse, until told to stop. */
export async function runLoader({
  config,
  telemetry,
  open,
  stop,
  version,
}: LoaderContext): Promise<undefined> {
  const { log, metrics, health } = telemetry;
  const { scratchFolder } = config;
  const topics = { raw: config.rawTopic, clean: config.cleanTopic, dlq: config.dlqTopic };
  mkdirSync(scratchFolder, { recursive: true });
  const db = await open(await openDuckDb(scratchFolder));
  const store = await open(openS3({ ...config, credentials: credentialsOf(config) }));
  const warehouse = await open(
    openPostgres({ url: config.warehouseUrl, password: config.warehousePassword, store, db, scratchFolder }),
  );
  const troubles = {
    Kafka: createTrouble('Kafka', { log, health }),
    S3: createTrouble('S3', { log, health }),
    warehouse: createTrouble('warehouse', { log, health }),
  };
  function count(error: unknown): void {
    metrics.retries.inc({ part: partOf(error) ?? 'unknown' });
  }

  const kafka = await retryForever(
    troubles.Kafka,
    () => connectKafka({ brokers: config.brokers, clientId: 'cdr-loader' }),
    {
      signal: stop,
      isRetriable: (error) => partOf(error) !== null,
      onRetry: count,
    },
  );
  await open(kafka);

  const session = {
    kafka,
    topics,
    store,
    warehouse,
    version,
    scratchFolder,
    limits: { rows: config.batchRows, bytes: config.batchBytes, ageMs: config.batchAgeMs },
    write: (spoolFile: string, batchId: string, bytes: number) =>
      writeParquet(db, { spoolFile, batchId, folder: scratchFolder, parts: partsFor(bytes, config.slices) }),
  };

  async function work(partitions: number[], signal: AbortSignal, committer: Committer): Promise<void> {
    const tell = tellLoads(telemetry, topics.clean, committer);
    await keepRunning(
      (works) => loadPartitions({ ...session, partitions, signal, events: afterLoads(tell, works) }),
      { troubleOf: (error) => troubles[partOf(error)!] ?? null, signal, onRetry: count },
    );
  }

  await holdPartitions({ kafka, group: config.group, topic: topics.clean, signal: stop, work });
}

// A session that reaches a load, or has nothing to load, works.
function afterLoads(events: LoaderEvents, works: () => void): LoaderEvents {
  return {
    ...events,
    loaded: (batch, result) => {
      works();
      events.loaded(batch, result);
    },
  };
}

function partOf(error: unknown): 'Kafka' | 'S3' | 'warehouse' | null {
  if (error instanceof KafkaError && error.retriable) return 'Kafka';
  if (error instanceof StoreError && error.retriable) return 'S3';
  return error instanceof WarehouseError && error.retriable ? 'warehouse' : null;
}

function partsFor(bytes: number, slices: number): number {
  return Math.floor(bytes / bytesWorthAFile / slices) * slices || 1;
}

function credentialsOf({
  accessKeyId,
  secretAccessKey,
}: {
  accessKeyId: string | undefined;
  secretAccessKey: string | undefined;
}) {
  return accessKeyId !== undefined && secretAccessKey !== undefined
    ? { accessKeyId, secretAccessKey }
    : undefined;
}
