import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort, startAll, startKafka, startObjectStore, startRegistry, startWarehouse } from '@cdr/infra';
import { connectKafka, type Kafka } from '@cdr/kafka';
import { buildWorkers, type FiguresSource, openFigures, partsEnvironment } from '@cdr/local';
import { prepare, setupSettings, topicsOf } from '@cdr/operations';
import { readConfig, validatorGroupSettings } from '@cdr/worker';
import { startPartTarget } from './part-target.ts';
import type { PartName } from './plan.ts';
import type { Target } from './target.ts';
import { startWorkerTarget, type WorkerExit } from './worker-target.ts';

export const workerNames = ['generator', 'validator', 'loader'] as const;
export type WorkerName = (typeof workerNames)[number];

export interface StageOptions {
  root: string;
  /** Takes all state. */
  folder: string;
  /** Records a second. */
  rate: number;
  tell: (line: string) => void;
  signal: AbortSignal;
}

/** The pipeline at work on parts of its own, with a hold on each of them. */
export interface Stage {
  targets: Record<PartName, Target>;
  /** Where each worker answers `/ready`. */
  probes: Record<WorkerName, string>;
  figures: FiguresSource;
  kafka: Kafka;
  /** The variables that point a command at these parts. */
  env: NodeJS.ProcessEnv;
  logFile(worker: WorkerName): string;
  /** Every end of a worker so far. */
  exits: readonly WorkerExit[];
  /** Resolves, with one sentence, when a part ends that nobody meant to. */
  died: Promise<string>;
  /** Ends the load: what is published is published. */
  stopGenerator(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts parts, topics, bucket, tables and workers.
 * @throws what a part, the build or the setup throws, with nothing left running
 */
export async function openStage({ root, folder, rate, tell, signal }: StageOptions): Promise<Stage> {
  const closing: (() => Promise<void>)[] = [];
  async function close(): Promise<void> {
    for (let one = closing.pop(); one !== undefined; one = closing.pop()) await one();
  }
  try {
    const building = buildWorkers(root, workerNames, signal);
    building.catch(() => undefined); // told below
    const parts = await startPartTargets(folder);
    closing.push(...Object.values(parts).map((part) => () => part.close()));
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      ...partsEnvironment({
        kafka: parts.kafka.part,
        store: parts['object-store'].part,
        registry: parts.registry.part,
        warehouse: { ...parts.warehouse.part, copyRole: undefined },
      }),
      LOADER_SCRATCH_DIR: join(folder, 'scratch'),
      LOG_LEVEL: 'info', // what the workers say is judged
    };
    const config = readConfig(env, { ...setupSettings, ...validatorGroupSettings });
    const kafka = await connectKafka({ brokers: config.brokers, clientId: 'cdr-faults' });
    closing.push(() => kafka.close());
    await prepare(kafka, config, tell);
    await building;
    signal.throwIfAborted();

    const topics = topicsOf(config);
    const { url: warehouseUrl } = parts.warehouse.part;
    const { validatorGroup } = config;
    const figures = openFigures({ kafka, topics, validatorGroup, warehouseUrl });
    closing.push(() => figures.close());

    const exits: WorkerExit[] = [];
    const logFolder = join(folder, 'logs');
    const probes: Partial<Record<WorkerName, string>> = {};
    async function start(name: WorkerName, args: string[] = []) {
      const port = String(await freePort());
      probes[name] = `http://127.0.0.1:${port}/ready`;
      const script = join(root, 'apps', name, 'dist/main.js');
      const own = { ...env, [`${name.toUpperCase()}_METRICS_PORT`]: port };
      const options = { name, root, script, args, logFolder, env: own, tell };
      const worker = startWorkerTarget(options, (exit) => exits.push(exit));
      closing.push(() => worker.close());
      return worker;
    }
    const validator = await start('validator');
    const loader = await start('loader');
    const generator = await start('generator', ['--rate', String(rate)]);
    return {
      targets: { ...parts, generator, validator, loader },
      probes: probes as Record<WorkerName, string>,
      figures,
      kafka,
      env,
      exits,
      close,
      logFile: (worker) => join(logFolder, `${worker}.log`),
      died: Promise.race(Object.values(parts).map(({ died }) => died)),
      stopGenerator: () => generator.close(),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startPartTargets(folder: string) {
  // The same places for each start: a port that clients know, and the data that is to outlive the fault.
  async function place(part: string) {
    return { port: await freePort(), dataDir: join(folder, part) };
  }
  const kafka = await place('kafka');
  const store = await place('object-store');
  const registry = await place('registry');
  const warehouse = { ...(await place('warehouse')), password: randomBytes(12).toString('base64url') };
  return startAll({
    kafka: () => startPartTarget(() => startKafka(kafka)),
    'object-store': () => startPartTarget(() => startObjectStore(store)),
    registry: () => startPartTarget(() => startRegistry(registry)),
    warehouse: () => startPartTarget(() => startWarehouse(warehouse)),
  });
}
