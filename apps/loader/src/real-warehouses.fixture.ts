import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateWarehouse, startParts } from '@cdr/infra';
import { type ObjectStore, openS3 } from '@cdr/object-store';
import {
  accessTo,
  defaultRole,
  type RedshiftStandIn,
  startRedshiftStandIn,
  type StandInOptions,
} from '@cdr/redshift-stand-in';
import { createConnections } from '@cdr/warehouse';
import { type DuckDb, openDuckDb } from './duckdb.ts';
import type { Range } from './position.ts';
import { ask } from './real-parts.fixture.ts';
import { openSpool } from './spool.ts';
import { type StagedBatch, stageBatch } from './staging/stage-batch.ts';
import type { TableGrowth } from './warehouse/add-columns.ts';
import { openWarehouse } from './warehouse/open-warehouse.ts';
import { writeBatch } from './write-batch.ts';

const bucket = 'telecom-staging';
const region = 'us-east-1';

interface OpenOptions {
  copyRole?: string;
  inStore?: ObjectStore;
  growth?: TableGrowth;
}

/** For a loader that may not add columns. */
export const noGrowth: TableGrowth = { isAllowed: false, onAdded: () => undefined };

export type RealWarehouses = Awaited<ReturnType<typeof startRealWarehouses>>;

/** An S3 server and a PostgreSQL, which is a warehouse by itself, and as Redshift by way of the stand-in before it. */
export async function startRealWarehouses() {
  const folder = mkdtempSync(join(tmpdir(), 'cdr-warehouses-'));
  chmodSync(folder, 0o755);
  const parts = await startParts({ warehouse: true, objectStore: true });
  const { endpoint, accessKeyId, secretAccessKey } = parts.objectStore;
  const credentials = { accessKeyId, secretAccessKey };
  await parts.objectStore.createBucket(bucket);
  const store = openS3({ bucket, region, endpoint, credentials });
  const db = await openDuckDb(folder);
  const standIns: RedshiftStandIn[] = [];
  const bugs: unknown[] = [];
  let databases = 0;

  /** A database of its own, with tables and positions. */
  async function makeDatabase(topic: string, partitions: number): Promise<URL> {
    const name = `test${(databases += 1)}`;
    await ask(parts.warehouse.url, `CREATE DATABASE ${name}`);
    const url = new URL(parts.warehouse.url);
    url.pathname = `/${name}`;
    await migrateWarehouse({ url: url.href, topic, partitions });
    return url;
  }

  /** A stand-in before a database. */
  async function standInFor(database: URL, options: Partial<StandInOptions> = {}): Promise<RedshiftStandIn> {
    const standIn = await startRedshiftStandIn({
      postgres: accessTo(database, parts.warehouse.password),
      objectStore: { endpoint, region, ...credentials },
      onBug: (bug) => bugs.push(bug),
      ...options,
    });
    standIns.push(standIn);
    return standIn;
  }

  /** The adapter that the URL asks for. */
  function open(
    url: string,
    { copyRole = defaultRole, inStore = store, growth = noGrowth }: OpenOptions = {},
  ) {
    const connections = createConnections({ url, password: undefined, application: 'test' });
    return openWarehouse({ connections, store: inStore, db, scratchFolder: folder, copyRole, growth });
  }

  /** Writes clean values as a batch and puts it on S3. */
  async function stage(
    batchId: string,
    values: readonly Buffer[],
    ranges: readonly Range[] = [],
  ): Promise<StagedBatch> {
    const spool = openSpool(folder, batchId, 1_000_000);
    spool.append([...values]);
    spool.close();
    const onStep = () => undefined;
    const written = await writeBatch(db, {
      spoolFiles: spool.files,
      batchId,
      folder,
      parts: 1,
      without: [],
      onStep,
    });
    try {
      return await stageBatch(
        { store, topics: { clean: 'clean' }, onStep },
        { batchId, ranges, isComplete: true },
        written,
      );
    } finally {
      written.remove();
      spool.remove();
    }
  }

  async function stop(): Promise<void> {
    await Promise.all(standIns.map((standIn) => standIn.stop()));
    store.close();
    db.close();
    await parts.stop();
    rmSync(folder, { recursive: true, force: true });
    if (bugs.length > 0) throw new AggregateError(bugs, 'the stand-in met bugs of its own');
  }

  return { parts, folder, store, db: db satisfies DuckDb, makeDatabase, standInFor, open, stage, stop };
}
