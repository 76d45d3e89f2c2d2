import { type CleanRecord, readUtc } from '@cdr/call-record';
import { createLoadLimits, createTroubles, keepLoading, openSqlWarehouse } from '@cdr/loader';
import type { MemoryDatabase } from '@cdr/loader/memory';
import type { ObjectStore, StoredObject } from '@cdr/object-store';
import { startWorker, type Worker } from './actors.ts';
import { batchWriter, keepRecords, pickyCopy } from './batch-files.ts';
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

// Of all COPYs. Three in a row, alone, would be taken for the row's fault.
const moodiness = 0.05;

/** The whole loader, but its files are of JSON instead of Parquet, and lie nowhere but in memory once they are on S3. */
export function startLoader(
  world: World,
  weather: Weather,
  name: string,
  { database, staged, objects, scratchFolder }: LoaderParts,
): Worker {
  const { scheduler, random } = world;
  const store: ObjectStore = {
    url: (key) => key,
    put: (key, body) =>
      scheduler.request({ label: `put ${key.split('/').at(-1)}` }, () => {
        keepRecords(staged, key, body);
        objects.push({ key, bytes: Buffer.byteLength(body), modifiedAt: Date.now() });
      }),
    bytes: notAsked,
    read: notAsked,
    check: () => Promise.resolve(),
    close: () => undefined,
  };
  const connections = database.connect(createCarry(scheduler, random, weather));
  const warehouse = openSqlWarehouse({
    connections,
    copyIn: pickyCopy(staged, () => weather.badness > 0 && random.next() < moodiness),
  });
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
          write: batchWriter(),
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

function notAsked(): never {
  throw new Error('the loader reads nothing back from S3 here');
}
