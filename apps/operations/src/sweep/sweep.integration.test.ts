import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isNotFound, openS3 } from '@cdr/object-store';
import { until } from '@cdr/testing';
import { type Connections, createConnections } from '@cdr/warehouse';
import { type RealPipeline, runCommand, startRealPipeline } from '../testing/real-pipeline.ts';
import { sweepStaged } from './sweep-staged.ts';
import { holdPut } from './testing/held-store.ts';

let pipeline: RealPipeline;
let connections: Connections;
let store: ReturnType<typeof openS3>;

beforeAll(async () => {
  pipeline = await startRealPipeline();
  const { env } = pipeline;
  expect(await runCommand(['setup'], env)).toMatchObject({ code: 0 });
  connections = createConnections({ url: env.WAREHOUSE_URL, password: undefined, application: 'test' });
  const credentials = { accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY };
  store = openS3({ bucket: 'telecom-staging', region: 'us-east-1', endpoint: env.S3_ENDPOINT, credentials });
  pipeline.startWorker('validator');
});
afterAll(async () => {
  connections.cutAll();
  store.close();
  await pipeline.stop();
});

/** A sweep in a day and an hour: what is on S3 now is older than a day then. */
async function sweepTomorrow(remove: boolean) {
  const now = Date.now() + 25 * 3_600_000;
  const { look, sweeping } = await sweepStaged(
    { store, connections },
    { olderThanHours: 24, limit: 100, remove, now },
  );
  const fates = sweeping.batches.map(({ batchId, fate }) => ({ batchId, fate }));
  return { inLedger: look.inLedger, fates, stopped: sweeping.stopped };
}

let calls = 0;

/** Publishes calls that differ from every other, to be judged and loaded. */
async function publishCalls(partition: number, count: number): Promise<void> {
  const raw = await pipeline.kafka.openPublisher(pipeline.topics.raw);
  const messages = Array.from({ length: count }, () => {
    calls += 1;
    const call = {
      caller_name: 'Ada',
      receiver_name: 'Grace',
      caller_id: `+1${2_000_000_000 + calls}`,
      receiver_id: '+12125554321',
      start_datetime: '2023-05-12 10:00:00',
      end_datetime: '2023-05-12 10:01:00',
      call_duration: 60,
      network_provider: 'Verizon',
      total_amount: '0.05',
    };
    return { key: null, value: JSON.stringify(call) };
  });
  await raw.publish(partition, messages);
  await raw.close();
}

async function allLoaded(): Promise<void> {
  const sql = 'SELECT count(*) AS rows FROM telecom.telecom_data';
  await until(async () => Number((await pipeline.ask(sql))[0]!['rows']) === calls, {
    what: 'all calls are loaded',
  });
}

async function keysOf(batchId: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(`telecom_data/batch_id=${batchId}/`))
    keys.push(key.split('/').at(-1)!);
  return keys;
}

async function auditHolds(): Promise<void> {
  const { code, json } = await runCommand<{ problems: string[] }>(['audit', '--json'], pipeline.env);
  expect({ code, problems: json?.problems }).toEqual({ code: 0, problems: [] });
}

test('what was loaded is never touched, and what a killed loader left goes', async () => {
  const loader = pipeline.startWorker('loader');
  await publishCalls(0, 20);
  await allLoaded();
  loader.child.kill('SIGKILL');
  await loader.ended;
  const [{ batch_id: loaded, manifest: key }] = (await pipeline.ask(
    'SELECT batch_id, manifest FROM telecom.load_batch LIMIT 1',
  )) as [{ batch_id: string; manifest: string }];

  // As of a load of the same records that was killed before the other one.
  const folder = 'telecom_data/batch_id=given-up';
  await store.put(`${folder}/part-00000.parquet`, 'left behind');
  await store.put(`${folder}/manifest.json`, await store.read(key));
  await store.put(`${folder}/_SUCCESS`, '');
  expect(await sweepTomorrow(false)).toMatchObject({ fates: [{ batchId: 'given-up', fate: 'removable' }] });
  expect(await keysOf('given-up')).toHaveLength(3);

  expect(await sweepTomorrow(true)).toMatchObject({ fates: [{ batchId: 'given-up', fate: 'removed' }] });
  expect(await keysOf('given-up')).toEqual([]);
  const gone: unknown = await store.read(`${folder}/manifest.json`).catch((error: unknown) => error);
  expect(isNotFound(gone)).toBe(true); // by which a sweep knows that another was faster
  expect(await keysOf(loaded)).toEqual(['_SUCCESS', 'manifest.json', 'part-00000.parquet']);
  expect(await sweepTomorrow(true)).toMatchObject({ fates: [], stopped: null });
  await auditHolds();
});

test('a batch whose loader sleeps before its commit is kept, and is loaded when it wakes up', async () => {
  const gate = await connections.open();
  await gate.query('BEGIN; LOCK TABLE telecom.load_gate IN ACCESS EXCLUSIVE MODE');
  const loader = pipeline.startWorker('loader');
  await publishCalls(1, 20);
  const waits = `SELECT count(*) AS waiting FROM pg_locks WHERE NOT granted AND relation = 'telecom.load_gate'::regclass`;
  await until(async () => Number((await pipeline.ask(waits))[0]!['waiting']) === 1, {
    what: 'the loader waits',
  });

  const swept = await sweepTomorrow(true);
  expect(swept.fates).toEqual([{ batchId: expect.any(String), fate: 'loadable' }]);
  await gate.query('ROLLBACK');
  await connections.hangUp(gate);
  await allLoaded();
  expect(await sweepTomorrow(true)).toMatchObject({ inLedger: swept.inLedger + 1, fates: [] });
  await auditHolds();
  loader.child.kill('SIGTERM');
  expect(await loader.ended).toMatchObject({ code: 0 });
});

test('a load that sleeps before its manifest and whose files are gone then fails, and the next one loads', async () => {
  const held = await holdPut(pipeline.env.S3_ENDPOINT, '/manifest.json');
  try {
    const loader = pipeline.startWorker('loader', { S3_ENDPOINT: held.endpoint });
    await publishCalls(2, 20);
    await held.held;
    const { fates } = await sweepTomorrow(true);
    expect(fates).toEqual([{ batchId: expect.any(String), fate: 'removed' }]);
    held.release();
    expect(await loader.ended).toMatchObject({ code: 1 });
    expect(JSON.stringify(loader.lines.at(-1))).toContain('part-00000.parquet');

    pipeline.startWorker('loader');
    await allLoaded();
    await auditHolds();
    // What was written of it after the sweep goes with the next one.
    expect((await sweepTomorrow(true)).fates).toEqual(fates);
  } finally {
    await held.close();
  }
});

test('npm run sweep looks only, tells what is too young, and never takes less than a day', async () => {
  await store.put('telecom_data/batch_id=young/part-00000.parquet', 'now');
  const looked = await runCommand(['sweep', '--json'], pipeline.env);
  expect(looked).toMatchObject({ code: 0, json: { dryRun: true, young: 1, orphans: 0, removable: 0 } });
  expect(await runCommand(['sweep', '--remove', '--json'], pipeline.env)).toMatchObject({
    code: 0,
    json: { dryRun: false, removed: 0 },
  });
  expect(await keysOf('young')).toEqual(['part-00000.parquet']);
  expect(await runCommand(['sweep', '--older-than-hours', '23', '--remove'], pipeline.env)).toMatchObject({
    code: 2,
    stderr: '--older-than-hours must be at least 24, was "23"\n',
  });
});

test('npm run sweep says what to do when it cannot read, and removes nothing', async () => {
  for (const nowhere of [{ S3_BUCKET: 'nowhere' }, { WAREHOUSE_URL: 'postgres://admin@localhost:1/dev' }])
    expect(await runCommand(['sweep', '--remove', '--json'], { ...pipeline.env, ...nowhere })).toEqual({
      code: 1,
      json: undefined,
      stderr: expect.stringMatching(
        /^Nothing was removed: .*"npm run connections" tries each part and says what to do\.\n$/,
      ),
    });
});
