import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { appendedColumns } from '@cdr/call-record';
import { freePort, startRegistry } from '@cdr/infra';
import { type RunningScript, until } from '@cdr/testing';
import { auditOf } from '../audit/audit-command.fixture.ts';
import { type RealPipeline, runCommand, startRealPipeline } from '../testing/real-pipeline.ts';

// Producers go from v1 to v2 while the pipeline runs, on a table from before v2, and the registry is away for a time.

let pipeline: RealPipeline;
let registry: Awaited<ReturnType<typeof startRegistry>>;
let validator: RunningScript;
let home: { port: number; dataDir: string };

beforeAll(async () => {
  home = { port: await freePort(), dataDir: mkdtempSync(join(tmpdir(), 'cdr-registry-')) };
  registry = await startRegistry(home);
  pipeline = await startRealPipeline({ SCHEMA_REGISTRY_URL: registry.url });
  expect(await runCommand(['setup'], pipeline.env)).toMatchObject({ code: 0 });
  for (const { name } of appendedColumns)
    await pipeline.ask(`ALTER TABLE telecom.telecom_data DROP COLUMN ${name}`);
});
afterAll(async () => {
  await pipeline.stop();
  await registry.stop();
  rmSync(home.dataDir, { recursive: true, force: true });
});

async function killRegistry(): Promise<void> {
  process.kill(registry.pid, 'SIGKILL');
  await registry.exited;
}

const clean = { GENERATOR_BAD_SHARE: '0', GENERATOR_DUPLICATE_SHARE: '0', GENERATOR_RATE: '400' };

function generate(schema: string, naming: string, count: number) {
  return pipeline.startWorker('generator', {
    ...clean,
    GENERATOR_SCHEMA: schema,
    GENERATOR_SCHEMA_ID: naming,
    GENERATOR_COUNT: String(count),
  });
}

async function rows(): Promise<number> {
  const [row] = await pipeline.ask('SELECT count(*) AS n FROM telecom.telecom_data');
  return Number(row!['n']);
}

function whenLoaded(count: number): Promise<unknown> {
  return until(async () => (await rows()) === count, { what: `${count} rows`, withinMs: 60_000 });
}

test('v1, then both, then v2: no worker is started again, no record is lost or dead, the new columns are filled', async () => {
  validator = pipeline.startWorker('validator');
  const loader = pipeline.startWorker('loader', { LOADER_ADD_COLUMNS: 'yes' });

  expect(await generate('v1', 'prefix', 300).ended).toMatchObject({ code: 0 });
  await whenLoaded(300);
  // Each partition has met both schemas once the first of the mix is through; what comes then needs no registry.
  expect(await generate('mix', 'prefix', 300).ended).toMatchObject({ code: 0 });
  await whenLoaded(600);
  const mix = generate('mix', 'prefix', 400);
  await until(async () => (await rows()) > 600, { what: 'the first of the second mix' });
  await killRegistry();
  expect(await mix.ended).toMatchObject({ code: 0 });
  await whenLoaded(1_000);

  const v2 = generate('v2', 'header', 300);
  await v2.says('schema registry does not work');
  registry = await startRegistry(home);
  expect(await v2.ended).toMatchObject({ code: 0 });
  await whenLoaded(1_300);

  expect([validator.child.exitCode, loader.child.exitCode]).toEqual([null, null]);
  const { code, problems, sums } = await auditOf(pipeline);
  expect({ code, problems }).toEqual({ code: 0, problems: [] });
  expect(sums.clean).toEqual(sums.table);
  const offsets = await pipeline.kafka.offsets(pipeline.topics.dlq);
  expect(offsets.map(({ start, end }) => end - start)).toEqual([0, 0, 0]);
  const [filled] = await pipeline.ask(
    `SELECT count(call_status) AS status, count(cell_id) AS cell, count(call_id_from) AS own,
       count(*) FILTER (WHERE call_id LIKE 'cdr-%') AS named FROM telecom.telecom_data`,
  );
  const counts = Object.values(filled!).map(Number);
  expect(new Set(counts).size).toBe(1);
  expect(counts[0]).toBeGreaterThan(300 + 250);
  expect(counts[0]).toBeLessThan(300 + 450);
}, 120_000);

test('a validator that starts while the registry is away keeps what names a schema, and goes on when it is back', async () => {
  const before = await rows();
  validator.child.kill('SIGTERM');
  expect(await validator.ended).toMatchObject({ code: 0 });
  expect(await generate('mix', 'prefix', 90).ended).toMatchObject({ code: 0 });
  await killRegistry();

  const another = pipeline.startWorker('validator');
  await another.says('schema registry does not work');
  expect(await rows()).toBe(before);
  registry = await startRegistry(home);
  await another.says('schema registry works again');
  await whenLoaded(before + 90);
  expect(await auditOf(pipeline)).toMatchObject({ code: 0, problems: [] });
}, 60_000);
