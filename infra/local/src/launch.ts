import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectKafka } from '@cdr/kafka';
import { readConfig } from '@cdr/worker';
import { buildWorkers } from './build-workers.ts';
import { lockFolder } from './folder-lock.ts';
import { startLocalParts } from './local-parts.ts';
import { readOptions, type StartOptions, usage } from './options.ts';
import { pickPorts } from './ports.ts';
import { prepare } from './prepare.ts';
import { runPipeline } from './run-pipeline.ts';
import { setupSettings } from './setup-settings.ts';

// `npm start`: the whole pipeline on this machine, without Docker.

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = join(root, '.local');
const stop = new AbortController();

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

function onSignal(): void {
  if (stop.signal.aborted) return;
  tell('Stopping…');
  stop.abort();
}

async function launch(options: StartOptions): Promise<number> {
  const lock = lockFolder(folder);
  const closing: (() => Promise<void> | void)[] = [() => lock.release()];
  try {
    if (options.fresh) emptyFolder();
    const ports = await pickPorts(process.env, tell);
    tell('Starting Kafka, the S3 server and PostgreSQL, building the workers…');
    const building = buildWorkers(root, ['generator', 'validator', 'loader']);
    building.catch(() => undefined); // told below
    const parts = await startLocalParts(folder, ports, tell);
    closing.push(() => parts.stop());
    const config = readConfig({ ...process.env, ...parts.env }, setupSettings);
    const kafka = await connectKafka({ brokers: config.brokers, clientId: 'cdr-launcher' });
    closing.push(() => kafka.close());
    const topics = await prepare(kafka, config, tell);
    await building;
    const metricsPorts = Object.fromEntries(
      Object.entries(ports).map(([name, port]) => [name, String(port)]),
    );
    const env = {
      ...process.env,
      LOADER_SCRATCH_DIR: join(folder, 'scratch'),
      ...metricsPorts,
      ...parts.env,
    };
    return await runPipeline({
      root,
      folder,
      options,
      ports,
      parts,
      kafka,
      topics,
      env,
      stop: stop.signal,
      tell,
    });
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

function emptyFolder(): void {
  for (const name of ['kafka', 'object-store', 'warehouse', 'scratch', 'logs', 'warehouse-password']) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

const options = readOptions(process.argv.slice(2));
if ('help' in options) {
  process.stdout.write(usage);
} else if ('problem' in options) {
  tell(`${options.problem}\n\n${usage}`);
  process.exitCode = 2;
} else {
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    const input = options.input === undefined ? undefined : resolve(options.input);
    process.exitCode = await launch({ ...options, input });
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
