import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, type StartedParts, startParts } from '@cdr/infra';
import { defaultTopics } from '@cdr/call-record';
import { until } from '@cdr/testing';
import { askWarehouse, withKafka } from './look-inside.ts';
import { root, userEnv } from './npm-start.ts';
import { endOf, processesWith } from './processes.ts';
import { sampleRows, samplesFile, selectCalls } from './samples.ts';

let parts: StartedParts<{ kafka: true; objectStore: true; warehouse: true }>;
let env: NodeJS.ProcessEnv;
let mark: string;

beforeAll(async () => {
  parts = await startParts({ kafka: true, objectStore: true, warehouse: true });
  const { kafka, objectStore, warehouse } = parts;
  mark = `serve-${process.pid}`;
  env = userEnv({
    E2E_MARK: mark,
    KAFKA_BROKERS: kafka.brokers,
    S3_ENDPOINT: objectStore.endpoint,
    S3_ACCESS_KEY_ID: objectStore.accessKeyId,
    S3_SECRET_ACCESS_KEY: objectStore.secretAccessKey,
    WAREHOUSE_URL: warehouse.url,
    VALIDATOR_METRICS_PORT: String(await freePort()),
    LOADER_METRICS_PORT: String(await freePort()),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
  });
});
afterAll(async () => {
  for (const { pid } of processesWith('E2E_MARK', mark)) process.kill(pid, 'SIGKILL');
  await parts.stop();
});

async function setUp(more: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(root, 'infra/bootstrap.mjs'), 'setup'], {
    cwd: root,
    env: { ...env, ...more },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return { code: await endOf(child), stderr: () => stderr };
}

async function publishSamples(): Promise<void> {
  await withKafka(parts.kafka.brokers, async (kafka) => {
    const raw = await kafka.openPublisher(defaultTopics.raw);
    const lines = readFileSync(samplesFile, 'utf8').trimEnd().split('\n');
    await raw.publish(
      0,
      lines.map((value) => ({ key: null, value })),
    );
    await raw.close();
  });
}

describe('the workers alone, against parts one runs oneself', () => {
  test('find topics, bucket and tables after npm run setup, as often as it runs', async () => {
    const first = await setUp();
    expect(first.stderr()).toContain('The tables of schema telecom are there.');
    expect(first.code).toBe(0);
    expect((await setUp()).code).toBe(0);
  });

  test.each([
    ['Kafka', () => ({ KAFKA_BROKERS: 'localhost:1' }), 'Nothing could be made on Kafka at localhost:1: '],
    [
      'S3',
      () => ({ S3_ENDPOINT: 'http://127.0.0.1:1' }),
      'Bucket telecom-staging could not be made on http://127.0.0.1:1: connect ECONNREFUSED',
    ],
    [
      'the warehouse',
      () => ({ WAREHOUSE_URL: parts.warehouse.url.replace(parts.warehouse.password, 'wrong') }),
      'The tables could not be made on the warehouse at 127.0.0.1:',
    ],
  ])('are told in a sentence when %s does not let setup in', async (_, more, sentence) => {
    const { code, stderr } = await setUp(more());
    expect(code).toBe(1);
    expect(stderr()).toContain(sentence);
    expect(stderr()).toContain('Look at ');
    expect(stderr()).not.toContain(parts.warehouse.password);
  });

  test('load the samples under nx run-many -t serve, and end at SIGTERM', async () => {
    const nx = join(root, 'node_modules/.bin/nx');
    const projects = '@cdr/validator,@cdr/loader';
    const serve = spawn(nx, ['run-many', '-t', 'serve', '-p', projects, '--output-style=stream'], {
      cwd: root,
      env,
      stdio: 'ignore',
    });
    const ended = endOf(serve);
    await publishSamples();
    await until(async () => (await askWarehouse(parts.warehouse.url, selectCalls)).length === 3, {
      what: 'three rows are in the table',
      withinMs: 45_000,
    });
    expect(await askWarehouse(parts.warehouse.url, selectCalls)).toEqual(sampleRows);
    serve.kill('SIGTERM');
    await ended;
    await until(() => processesWith('E2E_MARK', mark).length === 0, { what: 'the workers are gone' });
  });
});
