import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createTopics,
  freePort,
  migrateWarehouse,
  startAll,
  startKafka,
  startObjectStore,
  startWarehouse,
} from '@cdr/infra';
import { connectKafka, type Kafka } from '@cdr/kafka';
import {
  buildWorkers,
  exitCodes,
  openLocalWarehouse,
  partsEnvironment,
  runCommand,
  startWorker,
} from '@cdr/local';
import { until } from '@cdr/testing';
import pg from 'pg';
import { fillClean } from './fill-clean.ts';
import { root } from './npm-start.ts';
import { type Calls, readCalls } from './read-calls.ts';

// `npm run measure-refused-row`: how much longer a load takes in which Redshift refuses one row.

const usualCalls = 100_000;
const usage = `npm run measure-refused-row -- [options]
  --calls N        clean records of a load, which is one batch (default: ${usualCalls})
`;

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

// Files hold it, and no validator minds; Redshift does not store it.
const refusedName = 'Nobody \uFFFF';

type Position = 'none' | 'first' | 'middle' | 'last';
const positions: Position[] = ['none', 'first', 'middle', 'last', 'none'];

/** One load of a clean topic. */
interface Measured {
  refused: Position;
  /** From the first position read to the commit. */
  seconds: number;
  rows: number;
  letters: number;
}

type Parts = Awaited<ReturnType<typeof startParts>>;

function startParts(folder: string, ports: { kafka: number; store: number; database: number }) {
  return startAll({
    kafka: () => startKafka({ port: ports.kafka, dataDir: join(folder, 'kafka') }),
    store: () => startObjectStore({ port: ports.store, dataDir: join(folder, 'object-store') }),
    database: () =>
      startWarehouse({ port: ports.database, dataDir: join(folder, 'warehouse'), password: 'local' }),
  });
}

async function measure(
  run: number,
  refused: Position,
  calls: number,
  parts: Parts,
  kafka: Kafka,
  folder: string,
): Promise<Measured> {
  const name = `run${run}`;
  const topics = { raw: `${name}.raw`, clean: `${name}.clean`, dlq: `${name}.dlq` };
  await createTopics(kafka, { topics, partitions: 1, replicas: 1 });
  const at = { none: null, first: 0, middle: Math.floor(calls / 2), last: calls - 1 }[refused];
  await fillClean(
    kafka,
    topics,
    0,
    calls,
    at === null ? undefined : { at, call: { caller_name: refusedName } },
  );

  const admin = new pg.Client({ connectionString: parts.database.url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = parts.database.url.replace(/\/dev$/, `/${name}`);
  await migrateWarehouse({ url, topic: topics.clean, partitions: 1 });
  const database = { ...parts.database, url };
  const warehouse = await openLocalWarehouse('redshift-stand-in', {
    database,
    store: parts.store,
    region: 'us-east-1',
  });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const loader = startWorker({
    name: `loader-${name}`,
    root,
    script: join(root, 'apps/loader/dist/main.js'),
    logFolder: folder,
    env: {
      ...process.env,
      ...partsEnvironment({ kafka: parts.kafka, store: parts.store, warehouse }),
      ...{ RAW_TOPIC: topics.raw, CLEAN_TOPIC: topics.clean, DLQ_TOPIC: topics.dlq, LOADER_GROUP: name },
      ...{
        LOADER_BATCH_ROWS: String(calls),
        LOADER_METRICS_PORT: '0',
        LOADER_SCRATCH_DIR: join(folder, 'scratch'),
      },
    },
    restart: 'never',
    tell,
  });
  try {
    const [load] = await until(
      async () => {
        const { rows } = await client.query<{ rows: number; seconds: string }>(
          'SELECT rows_loaded AS rows, extract(epoch FROM committed_at - opened_at) AS seconds FROM telecom.load_batch',
        );
        return rows.length > 0 && rows;
      },
      { what: `${topics.clean} is loaded`, withinMs: 300_000 },
    );
    const letters = (await kafka.offsets(topics.dlq))[0]!.end;
    return { refused, seconds: Number(load!.seconds), rows: load!.rows, letters };
  } finally {
    await loader.stop();
    await client.end();
    await warehouse.stop();
  }
}

async function run({ calls }: Calls, stop: AbortSignal): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'cdr-refused-row-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user when we are root
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    tell('Starting Kafka, the S3 server and PostgreSQL, building the loader…');
    const building = buildWorkers(root, ['loader'], stop);
    building.catch(() => undefined); // told below
    const parts = await startParts(folder, {
      kafka: await freePort(),
      store: await freePort(),
      database: await freePort(),
    });
    closing.push(() => Promise.all(Object.values(parts).map((part) => part.stop())));
    await parts.store.createBucket('telecom-staging');
    const kafka = await connectKafka({ brokers: [parts.kafka.brokers], clientId: 'cdr-measure-refused-row' });
    closing.push(() => kafka.close());
    await building;
    const loads: Measured[] = [];
    for (const [n, refused] of positions.entries()) {
      stop.throwIfAborted();
      tell(`Loading ${calls} records, refused among them: ${refused}…`);
      loads.push(await measure(n, refused, calls, parts, kafka, folder));
      tell(JSON.stringify(loads.at(-1)));
    }
    // The first and the last load are the clean ones: what the machine does beside meets both.
    const clean = (loads[0]!.seconds + loads.at(-1)!.seconds) / 2;
    const ratios = Object.fromEntries(
      loads
        .filter(({ refused }) => refused !== 'none')
        .map(({ refused, seconds }) => [refused, Number((seconds / clean).toFixed(2))]),
    );
    process.stdout.write(`${JSON.stringify({ calls, loads, ratios })}\n`);
    return exitCodes.done;
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

process.exitCode = await runCommand(readCalls(process.argv.slice(2), usualCalls), {
  usage,
  tell,
  run,
});
