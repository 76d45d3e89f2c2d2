import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultTopics } from '@cdr/call-record';
import { startParts } from '@cdr/infra';
import { connectKafka } from '@cdr/kafka';
import { openS3 } from '@cdr/object-store';
import { type RunningScript, startScript } from '@cdr/testing';
import { createConnections } from '@cdr/warehouse';

const command = fileURLToPath(new URL('../main.ts', import.meta.url));

function mainOf(worker: string): string {
  return fileURLToPath(new URL(`../../../${worker}/src/main.ts`, import.meta.url));
}

/** How a command ended, and what it printed. */
export interface Answer<T> {
  code: number | null;
  json: T | undefined;
  stderr: string;
}

/** Starts a command of whoever runs the pipeline. */
export function startCommand(args: string[], env: Record<string, string>): RunningScript {
  return startScript(command, { args, env });
}

/** Runs it to its end; with --json, `json` is the last line of its stdout. */
export async function runCommand<T>(args: string[], env: Record<string, string>): Promise<Answer<T>> {
  const script = startCommand(args, env);
  const { code, stderr } = await script.ended;
  return { code, stderr, json: script.lines.at(-1) as T | undefined };
}

/**
 * Real Kafka, S3 server and PostgreSQL, with the workers as the processes that they are in production; `more` are further
 * variables of all of them.
 */
export async function startRealPipeline(more: Record<string, string> = {}) {
  const parts = await startParts({ kafka: true, objectStore: true, warehouse: true });
  const scratch = mkdtempSync(join(tmpdir(), 'cdr-operations-'));
  chmodSync(scratch, 0o755);
  const { kafka: broker, objectStore, warehouse } = parts;
  const { endpoint, accessKeyId, secretAccessKey } = objectStore;
  const env = {
    KAFKA_BROKERS: broker.brokers,
    S3_ENDPOINT: endpoint,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
    WAREHOUSE_URL: warehouse.url,
    TOPIC_PARTITIONS: '3',
    ...more,
  };
  const ofWorkers: Record<string, Record<string, string>> = {
    generator: {
      GENERATOR_METRICS_PORT: '0',
      GENERATOR_BAD_SHARE: '0.05',
      GENERATOR_DUPLICATE_SHARE: '0.05',
    },
    validator: { VALIDATOR_METRICS_PORT: '0', DEDUP_CALLS: '500' },
    loader: { LOADER_METRICS_PORT: '0', LOADER_SCRATCH_DIR: scratch, LOADER_BATCH_AGE_MS: '300' },
  };
  const workers: RunningScript[] = [];

  function startWorker(name: keyof typeof ofWorkers, own: Record<string, string> = {}): RunningScript {
    const worker = startScript(mainOf(name), { env: { ...env, ...ofWorkers[name], ...own } });
    workers.push(worker);
    return worker;
  }

  const kafka = await connectKafka({ brokers: [broker.brokers], clientId: 'test' });
  const credentials = { accessKeyId, secretAccessKey };
  const store = openS3({ bucket: 'telecom-staging', region: 'us-east-1', endpoint, credentials });
  const connections = createConnections({ url: warehouse.url, password: undefined, application: 'test' });

  async function ask(sql: string): Promise<Record<string, unknown>[]> {
    const client = await connections.open();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await connections.hangUp(client);
    }
  }

  async function stop(): Promise<void> {
    for (const { child } of workers) child.kill('SIGKILL');
    await kafka.close();
    store.close();
    connections.cutAll();
    await parts.stop();
    rmSync(scratch, { recursive: true, force: true });
  }

  return { parts, env, kafka, store, topics: defaultTopics, startWorker, ask, stop };
}

export type RealPipeline = Awaited<ReturnType<typeof startRealPipeline>>;
