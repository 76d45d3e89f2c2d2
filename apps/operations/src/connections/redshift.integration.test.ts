import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  accessTo,
  defaultRole,
  type RedshiftStandIn,
  startRedshiftStandIn,
  type StandInOptions,
} from '@cdr/redshift-stand-in';
import { type StartedParts, startParts } from '@cdr/infra';
import { makeSelfSigned } from '@cdr/testing';
import { type RealPipeline, runCommand, startRealPipeline } from '../testing/real-pipeline.ts';

interface Report {
  checks: {
    part: string;
    where: string;
    ok: boolean;
    version: string | null;
    tells: string;
    problem: string;
  }[];
}

let registry: StartedParts<{ registry: true }>;
let pipeline: RealPipeline;
const standIns: RedshiftStandIn[] = [];
beforeAll(async () => {
  registry = await startParts({ registry: true });
  pipeline = await startRealPipeline({ SCHEMA_REGISTRY_URL: registry.registry.url });
  expect(await runCommand(['setup'], await redshift())).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await Promise.all(standIns.map((standIn) => standIn.stop()));
  await pipeline.stop();
  await registry.stop();
});

/** The variables that lead to a stand-in for Redshift before the pipeline's PostgreSQL. */
async function redshift(options: Partial<StandInOptions> = {}): Promise<Record<string, string>> {
  const { warehouse, objectStore } = pipeline.parts;
  const { endpoint, accessKeyId, secretAccessKey } = objectStore;
  const standIn = await startRedshiftStandIn({
    postgres: accessTo(warehouse.url, warehouse.password),
    objectStore: { endpoint, accessKeyId, secretAccessKey, region: 'us-east-1' },
    ...options,
  });
  standIns.push(standIn);
  return { ...pipeline.env, WAREHOUSE_URL: standIn.url, REDSHIFT_COPY_ROLE: defaultRole };
}

async function problemsOf(env: Record<string, string>): Promise<Record<string, string>> {
  const { json, stderr } = await runCommand<Report>(['connections', '--json'], env);
  if (json === undefined) throw new Error(stderr);
  return Object.fromEntries(json.checks.filter(({ ok }) => !ok).map(({ part, problem }) => [part, problem]));
}

test('of Redshift, version, tables, privileges, role and bucket are tried, a line each', async () => {
  const { code, json } = await runCommand<Report>(['connections', '--json'], await redshift());
  expect(code).toBe(0);
  expect(json!.checks.slice(-4).map(({ part, version, tells }) => [part, version, tells])).toEqual([
    ['warehouse', expect.stringMatching(/^Redshift 1\.0\./), 'answers'],
    ['tables', null, expect.stringMatching(/^5 tables, \d positions of telecom-data\.clean$/)],
    ['privileges', null, 'may read and load, and make temporary tables'],
    ['COPY', null, 'Redshift lists telecom-staging by this role'],
  ]);
});

test('a role that is not attached is told, and none at all', async () => {
  const env = await redshift();
  const other = { ...env, REDSHIFT_COPY_ROLE: 'arn:aws:iam::123456789012:role/other' };
  expect(await problemsOf(other)).toEqual({
    COPY: expect.stringMatching(/attach the role of REDSHIFT_COPY_ROLE/),
  });
  const none = await runCommand(['connections', '--json'], { ...env, REDSHIFT_COPY_ROLE: '' });
  expect(none).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^REDSHIFT_COPY_ROLE is missing: it must name/),
  });
});

test('a bucket that Redshift may not read is told', async () => {
  const { endpoint, accessKeyId } = pipeline.parts.objectStore;
  const wrongKeys = { endpoint, accessKeyId, secretAccessKey: 'wrong', region: 'us-east-1' };
  const problems = await problemsOf(await redshift({ objectStore: wrongKeys }));
  expect(problems).toEqual({
    COPY: expect.stringMatching(/let the role of REDSHIFT_COPY_ROLE read the bucket/),
  });
});

test('a wrong password is told', async () => {
  const env = await redshift();
  const url = new URL(env['WAREHOUSE_URL']!);
  url.password = 'wrong';
  expect(await problemsOf({ ...env, WAREHOUSE_URL: url.href })).toMatchObject({
    warehouse: expect.stringMatching(
      /^password authentication failed.*check WAREHOUSE_URL and WAREHOUSE_PASSWORD$/,
    ),
    COPY: 'not looked at: warehouse failed',
  });
});

test('TLS is what Redshift is asked for unless the URL says otherwise, and its certificate must hold', async () => {
  const env = await redshift({ tls: makeSelfSigned() });
  const url = env['WAREHOUSE_URL']!.replace('?sslmode=disable', '');
  expect(await problemsOf({ ...env, WAREHOUSE_URL: url })).toMatchObject({
    warehouse: expect.stringMatching(/^the server's certificate is not trusted/),
  });
  const plain = await redshift();
  const asked = plain['WAREHOUSE_URL']!.replace('?sslmode=disable', '');
  expect(await problemsOf({ ...plain, WAREHOUSE_URL: asked })).toMatchObject({
    warehouse: expect.stringMatching(/^the server does not speak TLS/),
  });
});
