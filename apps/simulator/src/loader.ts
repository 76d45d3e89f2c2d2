import { readFileSync } from 'node:fs';
import { type CleanRecord, readUtc } from '@cdr/call-record';
import { createLoadLimits, createTroubles, keepLoading, openSqlWarehouse, type Writer } from '@cdr/loader';
import { copyRecords, type MemoryDatabase } from '@cdr/loader/memory';
import type { ObjectStore, StoredObject } from '@cdr/object-store';
import { startWorker, type Worker } from './actors.ts';
import { unloadableName } from './calls.ts';
import { createCarry } from './database-network.ts';
import type { Weather } from './network.ts';
import { groups, topics } from './names.ts';
import type { World } from './world.ts';

/** What loaders share: the database, and what lies on S3, as the records of each batch. */
export interface LoaderParts {
  database: MemoryDatabase;
  staged: Map<string, CleanRecord[]>;
  /** What lies on S3 besides, as a listing tells it. */
  objects: StoredObject[];
  scratchFolder: string;
}

/** The whole loader but for its Parquet files: a batch is the records themselves. */
export function startLoader(
  world: World,
  weather: Weather,
  name: string,
  { database, staged, objects, scratchFolder }: LoaderParts,
): Worker {
  const { scheduler, random } = world;
  const store: ObjectStore = {
    url: (key) => key,
    put: (key) =>
      scheduler.request({ label: `put ${key.split('/').at(-1)}` }, () => {
        objects.push({ key, bytes: 0, modifiedAt: Date.now() });
      }),
    bytes: notAsked,
    read: notAsked,
    check: () => Promise.resolve(),
    close: () => undefined,
  };
  const connections = database.connect(createCarry(scheduler, random, weather));
  const warehouse = openSqlWarehouse({
    connections,
    copyRows: (connection, { batchId }) => copyRecords(connection, batchId, staged.get(batchId)!),
  });
  const write: Writer = ({ spoolFiles, batchId }) => {
    const records = spoolFiles.flatMap(readLines);
    const isLoadable = (record: CleanRecord) => record.caller_name !== unloadableName;
    const rows = records.filter(isLoadable);
    staged.set(batchId, rows);
    const starts = rows.map(({ start_datetime }) => start_datetime).sort();
    return Promise.resolve({
      parts: [],
      rows: rows.length,
      minStart: starts[0] ?? null,
      maxStart: starts.at(-1) ?? null,
      unloadable: records
        .filter((record) => !isLoadable(record))
        .map(({ raw_partition: rawPartition, raw_offset: rawOffset, ingested_at: ingestedAt }) => ({
          rawPartition,
          rawOffset,
          ingestedAt,
          path: '/caller_name',
          error: 'is refused by this warehouse',
        })),
      remove: () => undefined,
    });
  };

  const worker = startWorker(
    world,
    weather,
    { name, group: groups.loaders },
    ({ kafka, telemetry, signal }) =>
      keepLoading({
        session: {
          kafka,
          topics,
          store,
          warehouse,
          version: '0',
          scratchFolder,
          cut: signal,
          limits: createLoadLimits({ rows: 1 + random.below(4), bytes: 1e6, ageMs: 2_000 }, () => undefined),
          write,
        },
        group: groups.loaders,
        telemetry,
        readMoment: readUtc,
        troubles: createTroubles(telemetry),
        onRetry: () => undefined,
        signal,
      }),
  );
  worker.hangUp = () => connections.cutAll();
  return worker;
}

function readLines(file: string): CleanRecord[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as CleanRecord);
}

function notAsked(): never {
  throw new Error('the loader reads nothing back from S3 here');
}
