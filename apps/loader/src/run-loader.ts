import { createMomentReader } from '@cdr/call-record';
import type { connectKafka } from '@cdr/kafka';
import type { openS3 } from '@cdr/object-store';
import { tellSends } from '@cdr/telemetry';
import { accessOf, type createConnections } from '@cdr/warehouse';
import { type ConfigOf, credentialsOf, retryForever, type WorkerContext } from '@cdr/worker';
import { checksOf, type PartName } from './check-parts.ts';
import { batchAgeOf, type loaderSettings } from './config.ts';
import { openDuckDb } from './duckdb.ts';
import { keepLoading, partOf } from './keep-loading.ts';
import { limitDrain } from './limit-drain.ts';
import { createLoadLimits } from './load-limits.ts';
import type { Spooled } from './open-window.ts';
import { partsFor } from './parts-for.ts';
import { openScratch } from './scratch.ts';
import { createTroubles } from './troubles.ts';
import type { TableGrowth } from './warehouse/add-columns.ts';
import { openWarehouse } from './warehouse/open-warehouse.ts';
import { writeBatch } from './write-batch.ts';

/** What reaches Kafka, S3 and the warehouse. */
export interface LoaderPorts {
  connect: typeof connectKafka;
  openStore: typeof openS3;
  openConnections: typeof createConnections;
}

export interface LoaderContext extends WorkerContext<ConfigOf<typeof loaderSettings>>, LoaderPorts {
  version: string;
}

// Connections to Kafka are cut after 2.5 s of the 4 s in which a worker ends; what is between is for leaving the group.
const giveUpLoadAfterMs = 2_000;
const hourMs = 3_600_000;

/** Connects, checks its parts, and loads what clean holds into the warehouse, until told to stop. */
export async function runLoader({
  config,
  telemetry,
  open,
  stop,
  giveUp,
  version,
  connect,
  openStore,
  openConnections,
}: LoaderContext): Promise<undefined> {
  const { log, metrics } = telemetry;
  const topics = { raw: config.rawTopic, clean: config.cleanTopic, dlq: config.dlqTopic };
  const { folder: scratchFolder } = await open(openScratch(config.scratchFolder));
  const db = await open(await openDuckDb(scratchFolder));
  const store = await open(openStore({ ...config, credentials: credentialsOf(config) }));
  const connections = openConnections({ ...accessOf(config), application: 'cdr-loader' });
  const { copyRole } = config;
  const growth: TableGrowth = {
    isAllowed: config.addColumns === 'yes',
    onAdded: (columns) =>
      log.warn(
        { columns },
        'telecom.telecom_data lacked columns, they are added; run "npm run migrate" now, for the index that goes with them',
      ),
  };
  const warehouse = await open(openWarehouse({ connections, store, db, scratchFolder, copyRole, growth }));
  // From here on: a stop may come while a part is asked for the first time.
  const { cut } = await open(
    limitDrain(stop, giveUpLoadAfterMs, [warehouse, store], () =>
      log.warn({ giveUpLoadAfterMs }, 'giving up the load under way: it begins anew at the next start'),
    ),
  );
  const troubles = createTroubles(telemetry);
  function count(error: unknown): void {
    metrics.retries.inc({ part: partOf(error) ?? 'unknown' });
  }
  function untilItWorks<T>(part: PartName, attempt: () => Promise<T>): Promise<T> {
    const isRetriable = (error: unknown) => partOf(error) !== null;
    return retryForever(troubles[part], attempt, { signal: stop, isRetriable, onRetry: count });
  }

  const kafka = await untilItWorks('Kafka', () =>
    connect({
      brokers: config.brokers,
      clientId: 'cdr-loader',
      onSent: tellSends(metrics, [topics.dlq]),
      giveUp,
    }),
  );
  await open(kafka);
  const checks = checksOf({ kafka, topics, store, warehouse, longestOutageMs: config.outageHours * hourMs });
  for (const part of ['Kafka', 'S3', 'warehouse'] as const) await untilItWorks(part, checks[part]);

  const session = {
    kafka,
    topics,
    store,
    warehouse,
    version,
    scratchFolder,
    cut,
    limits: createLoadLimits(
      { rows: config.batchRows, bytes: config.batchBytes, ageMs: batchAgeOf(config) },
      ({ rows, bytes }) =>
        log.warn({ rows, bytes }, 'a load took longer than the warehouse allows: smaller batches for now'),
    ),
    write: ({ bytes, ...spooled }: Spooled) =>
      writeBatch(db, { ...spooled, folder: scratchFolder, parts: partsFor(bytes, config.slices) }),
  };

  await keepLoading({
    session,
    group: config.group,
    telemetry,
    readMoment: createMomentReader(config.sourceTimeZone),
    troubles,
    onRetry: count,
    signal: stop,
  });
}
