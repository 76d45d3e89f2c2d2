import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { connectKafka } from '@cdr/kafka';
import { openS3 } from '@cdr/object-store';
import { prepare, setupSettings, storeOf, topicsOf } from '@cdr/operations';
import { type ConfigOf, readConfig } from '@cdr/worker';
import { buildWorkers } from './build-workers.ts';
import { emptyFolder } from './empty-folder.ts';
import { envFile } from './env-file.ts';
import { lockFolder } from './folder-lock.ts';
import type { launchSettings } from './launch-settings.ts';
import { type LocalParts, startLocalParts } from './local-parts.ts';
import type { StartOptions } from './options.ts';
import { pickPorts, type Ports, portTable } from './ports.ts';
import { runPipeline } from './run-pipeline.ts';
import { stallLimitMs } from './stall.ts';
import type { StatusScreen } from './status-screen.ts';

export interface Launch {
  root: string;
  options: StartOptions;
  config: ConfigOf<typeof launchSettings>;
  env: NodeJS.ProcessEnv;
  screen: StatusScreen;
  /** Told to stop; the launch then throws its reason. */
  stop: AbortSignal;
}

/**
 * Starts the parts, makes topics, bucket, schemas and tables, builds and runs the workers, and stops all again. Resolves to the
 * exit code.
 * @throws what a part, the build or the setup throws, with nothing left running
 */
export async function launchPipeline({ root, options, config, env, screen, stop }: Launch): Promise<number> {
  const folder = resolve(root, config.stateFolder);
  const lock = lockFolder(folder);
  const closing: (() => Promise<void> | void)[] = [() => lock.release()];
  try {
    if (options.fresh) emptyFolder(folder);
    const ports = await pickPorts(config, screen.tell);
    screen.tell('Starting Kafka, the S3 server, the schema registry and PostgreSQL, building the workers…');
    const building = buildWorkers(root, ['generator', 'validator', 'loader', 'console'], stop);
    building.catch(() => undefined); // told below
    const { warehouse } = options;
    const { region } = config;
    const parts = await startLocalParts({ folder, ports, warehouse, region, tell: screen.tell });
    closing.push(() => parts.stop());
    stop.throwIfAborted();

    const here = { ...env, ...parts.env };
    const local = readConfig(here, setupSettings);
    const kafka = await connectKafka({ brokers: local.brokers, clientId: 'cdr-launcher' });
    closing.push(() => kafka.close());
    const store = openS3(storeOf(local));
    closing.push(() => store.close());
    await prepare(kafka, local, screen.tell);
    await building;
    stop.throwIfAborted();

    const logFolder = join(folder, 'logs');
    writeFileSync(envFileIn(folder), envFile(variablesOf(parts, config)), { mode: 0o600 });
    screen.tell(whereToLook(folder, parts, ports));
    return await runPipeline({
      root,
      logFolder,
      options,
      kafka,
      store,
      screen,
      stop,
      env: {
        LOADER_SCRATCH_DIR: join(folder, 'scratch'),
        ...eagerLoads,
        ...here,
        ...portVariables(ports),
        ...whomTheConsoleAsks(ports),
      },
      topics: topicsOf(local),
      validatorGroup: config.validatorGroup,
      warehouseUrl: parts.databaseUrl,
      stallAfterMs: stallLimitMs(options.rate ?? config.generatorRate),
      partDied: parts.died,
    });
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

// Loads of the stand-in for Redshift cost nothing, so nobody need wait a minute for one.
const eagerLoads = { LOADER_BATCH_AGE_MS: '2000' };

function portVariables(ports: Ports): Record<string, string> {
  const names = Object.keys(portTable) as (keyof Ports)[];
  return Object.fromEntries(names.map((name) => [portTable[name].variable, String(ports[name])]));
}

function whomTheConsoleAsks(ports: Ports): Record<string, string> {
  return {
    CONSOLE_GENERATORS: `127.0.0.1:${ports.generatorMetrics}`,
    CONSOLE_VALIDATORS: `127.0.0.1:${ports.validatorMetrics}`,
    CONSOLE_LOADERS: `127.0.0.1:${ports.loaderMetrics}`,
  };
}

function whereToLook(folder: string, { env, databaseUrl }: LocalParts, ports: Ports): string {
  const { generatorMetrics, validatorMetrics, loaderMetrics } = ports;
  return [
    `Running. Ctrl-C stops everything; what it keeps stays in ${folder}.`,
    `  console  http://localhost:${ports.console}`,
    ...standInLine(env['WAREHOUSE_URL']!),
    `  table    psql ${databaseUrl} -c 'SELECT * FROM telecom.telecom_data LIMIT 5'`,
    `  Kafka    ${env['KAFKA_BROKERS']}`,
    `  S3       ${env['S3_ENDPOINT']} (key ${env['S3_ACCESS_KEY_ID']}, secret ${env['S3_SECRET_ACCESS_KEY']})`,
    `  schemas  ${env['SCHEMA_REGISTRY_URL']}/subjects`,
    `  metrics  http://127.0.0.1:${validatorMetrics}/metrics (validator), ${loaderMetrics} (loader), ${generatorMetrics} (generator)`,
    `  logs     ${join(folder, 'logs')}`,
    `For "npm run audit" and the like in another terminal, first: . ${envFileIn(folder)}`,
  ].join('\n');
}

// Never the URL itself: it holds the password.
function standInLine(warehouseUrl: string): string[] {
  const { protocol, host } = new URL(warehouseUrl);
  return protocol === 'redshift:'
    ? [`  Redshift its stand-in on ${host}; the rows are in the PostgreSQL behind it:`]
    : [];
}

function envFileIn(folder: string): string {
  return join(folder, 'env');
}

/** All that says where this pipeline is: what is left out, a command would take from `.env`. */
function variablesOf(parts: LocalParts, config: Launch['config']): Record<string, string | undefined> {
  return {
    ...parts.env,
    RAW_TOPIC: config.rawTopic,
    CLEAN_TOPIC: config.cleanTopic,
    DLQ_TOPIC: config.dlqTopic,
    REDRIVE_TOPIC: config.redriveTopic,
    ACTIONS_TOPIC: config.actionsTopic,
    S3_BUCKET: config.bucket,
    S3_REGION: config.region,
    VALIDATOR_GROUP: config.validatorGroup,
  };
}
