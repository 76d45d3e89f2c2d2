import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parquetColumns } from '@cdr/call-record';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type DuckDb, literal } from '../duckdb.ts';
import type { Manifest } from '../staging/manifest.ts';
import type { ObjectStore } from '../staging/object-store.ts';
import type { StagedBatch } from '../staging/stage-batch.ts';
import { commitLoad, commitSkip, findConflicts, readPositions } from './commit-load.ts';
import { toWarehouseError } from './postgres-error.ts';
import * as sql from './statements.ts';
import { type CopiedBatch, type Warehouse, WarehouseError } from './warehouse.ts';

export interface PostgresOptions {
  url: string;
  /** Takes the place of the URL's password. */
  password: string | undefined;
  store: ObjectStore;
  db: DuckDb;
  scratchFolder: string;
}

/**
 * PostgreSQL as the warehouse. It cannot read Parquet, so the adapter does what Redshift's COPY does by itself: it reads
 * the manifest and the Parquet objects from S3, and streams the rows in.
 */
export function openPostgres({ url, password, store, db, scratchFolder }: PostgresOptions): Warehouse {
  // The holder of the gate must not hold it for ever, whatever happens to this process.
  const limits = {
    statement_timeout: 60_000,
    lock_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
  };
  const settings = { connectionString: url, ...(password !== undefined && { password }), ...limits };

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({
      ...settings,
      connectionTimeoutMillis: 5_000,
      application_name: 'cdr-loader',
    });
    client.on('error', () => undefined); // a connection that breaks fails its next statement, which tells it
    await client.connect();
    return client;
  }

  async function once<T>(doing: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    let client: pg.Client | undefined;
    try {
      client = await connect();
      return await work(client);
    } catch (error) {
      throw toWarehouseError(doing, error);
    } finally {
      await client?.end().catch(() => undefined);
    }
  }

  async function copy(batch: StagedBatch): Promise<CopiedBatch> {
    const doing = `loading batch ${batch.batchId}`;
    const client = await connect().catch((error: unknown) => {
      throw toWarehouseError(doing, error);
    });

    async function ask<T>(work: () => Promise<T>): Promise<T> {
      try {
        return await work();
      } catch (error) {
        await close();
        throw toWarehouseError(doing, error);
      }
    }

    function close(): Promise<void> {
      return client.end().catch(() => undefined);
    }

    const rows = await ask(async () => {
      await client.query(sql.createStaging);
      return copyManifest(client, batch);
    });
    return {
      rows,
      conflicts: () => ask(() => findConflicts(client)),
      remove: (conflicts) =>
        ask(async () => {
          for (const { rawPartition, rawOffset } of conflicts) {
            await client.query(sql.deleteStaged, [rawPartition, rawOffset]);
          }
        }),
      commit: (load) => ask(() => commitLoad(client, load, Date.now())),
      close,
    };
  }

  async function copyManifest(client: pg.Client, batch: StagedBatch): Promise<number> {
    const manifest = JSON.parse(await store.read(batch.manifestKey)) as Manifest;
    const files: string[] = [];
    const csv = join(scratchFolder, `${batch.batchId}.csv`);
    try {
      for (const [n, { url, meta }] of manifest.entries.entries()) {
        const file = join(scratchFolder, `${batch.batchId}-${n}.copy.parquet`);
        files.push(file);
        const bytes = await store.download(keyOf(url, store), file);
        if (bytes !== meta.content_length) throw cutShort(url, bytes, meta.content_length);
      }
      await db.run(
        `COPY (SELECT ${sql.stagingColumns} FROM read_parquet([${files.map(literal).join(', ')}])) TO ${literal(csv)} ${csvOptions}`,
      );
      const stream = client.query(copyFrom(`COPY staging (${sql.stagingColumns}) FROM STDIN (FORMAT csv)`));
      await pipeline(createReadStream(csv, { highWaterMark: 1_048_576 }), stream);
      await client.query('ANALYZE staging');
      return stream.rowCount;
    } finally {
      await Promise.all([...files, csv].map((file) => rm(file, { force: true })));
    }
  }

  return {
    readPositions: (topic, partitions) =>
      once('reading telecom.loaded_through', (client) => readPositions(client, topic, partitions)),
    skip: (move) => once('moving telecom.loaded_through', (client) => commitSkip(client, move, Date.now())),
    copy,
    close: () => Promise.resolve(),
  };
}

// Every text is quoted, so that no name can be taken for NULL or for the end of the data.
const texts = parquetColumns.filter(({ type }) => type.kind === 'text').map(({ name }) => name);
const csvOptions = `(FORMAT csv, HEADER false, FORCE_QUOTE (${texts.join(', ')}))`;

function keyOf(url: string, store: ObjectStore): string {
  return url.slice(store.url('').length);
}

function cutShort(url: string, bytes: number, expected: number): WarehouseError {
  return new WarehouseError(
    `${url} has ${bytes} bytes, its manifest says ${expected}`,
    'CONTENT_LENGTH',
    true,
  );
}
