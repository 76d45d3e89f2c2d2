import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '@cdr/testing';
import { type RealPipeline, runCommand, startRealPipeline } from '../testing/real-pipeline.ts';

/** What --json prints, as far as a test looks at it. */
interface Told {
  traces: {
    fate: string;
    row: { call: Record<string, string> };
    batch: { batchId: string };
    file: { urls: string[] };
    clean: { offset: number };
    raw: { value: { base64: string }; replaces: object | null };
  }[];
}

let pipeline: RealPipeline;

beforeAll(async () => {
  pipeline = await startRealPipeline();
  expect(await runCommand(['setup'], pipeline.env)).toMatchObject({ code: 0 });
  pipeline.startWorker('validator');
  pipeline.startWorker('loader');
});
afterAll(() => pipeline.stop());

/** A good call, that differs from every other by its number, with what a test wants otherwise. */
function call(n: number, other: Record<string, unknown> = {}): string {
  return JSON.stringify({
    caller_name: 'Ada',
    receiver_name: 'Grace',
    caller_id: `+1${2_000_000_000 + n}`,
    receiver_id: '+12125554321',
    start_datetime: '2023-05-12 10:00:00',
    end_datetime: '2023-05-12 10:01:00',
    call_duration: 60,
    network_provider: 'Verizon',
    total_amount: '0.05',
    ...other,
  });
}

/** Publishes values to a partition of raw; resolves to the offset of the first. */
async function publish(partition: number, ...values: string[]): Promise<number> {
  const raw = await pipeline.kafka.openPublisher(pipeline.topics.raw);
  const [appended] = await raw.publish(
    partition,
    values.map((value) => ({ key: 'a key', value })),
  );
  await raw.close();
  return appended!.baseOffset;
}

function trace(...args: string[]) {
  return runCommand<Told>(['trace', ...args, '--json'], pipeline.env);
}

/** Waits until a record has a row; resolves to its call's id. */
function loadedId(partition: number, offset: number): Promise<string> {
  const sql = `SELECT call_id FROM telecom.telecom_data WHERE raw_partition = ${partition} AND raw_offset = ${offset}`;
  return until(async () => (await pipeline.ask(sql))[0]?.['call_id'] as string | undefined, {
    what: `a row of raw ${partition}/${offset}`,
  });
}

/** Waits until a trace of a place tells this fate. */
function fateOf(partition: number, offset: number, fate: string) {
  return until(
    async () => {
      const answer = await trace('--raw', `${partition}/${offset}`);
      return answer.json?.traces[0]?.fate === fate ? answer : null;
    },
    { what: `${partition}/${offset} is ${fate}` },
  );
}

describe('npm run trace', () => {
  test('tells the whole way of a loaded call, by its id, its place and its number', async () => {
    const offset = await publish(1, call(1), call(2), call(3));
    const id = await loadedId(1, offset + 1);
    const { code, json, stderr } = await trace(id, '--reveal');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [found] = json!.traces;
    const { batchId } = found!.batch;
    const folder = `s3://telecom-staging/telecom_data/batch_id=${batchId}`;
    expect(found).toMatchObject({
      fate: 'loaded',
      place: { partition: 1, offset: offset + 1 },
      row: { callId: id, batchId, call: { caller_id: '+12000000002' } },
      file: { kind: 'held', urls: [`${folder}/part-00000.parquet`] },
      clean: { topic: pipeline.topics.clean, partition: 1, offset: 1 },
      raw: {
        topic: pipeline.topics.raw,
        offset: offset + 1,
        key: { text: 'a key' },
        value: { base64: Buffer.from(call(2)).toString('base64') },
        replaces: null,
      },
      letter: { kind: 'none' },
    });
    expect((await trace('--raw', `1/${offset + 1}`, '--reveal')).json!.traces).toEqual([found]);
    expect((await trace('--number', '+12000000002', '--reveal')).json!.traces).toEqual([found]);
    const masked = await trace('--number', '+12125554321');
    expect(masked.json!.traces).toHaveLength(3);
    expect(JSON.stringify(masked.json)).not.toMatch(/Ada|Grace|20000000/);
  });

  test('tells why a record is dead, and of the one that was sent back in its place and is loaded', async () => {
    const offset = await publish(0, call(4, { total_amount: '9.99' }), call(5, { call_duration: -60 }));
    const { code, json } = await fateOf(0, offset + 1, 'dead');
    expect(code).toBe(0);
    expect(json!.traces[0]).toMatchObject({
      row: { kind: 'none' },
      clean: { kind: 'none' },
      letter: { kind: 'held', topic: pipeline.topics.dlq, stage: 'validate', reason: 'quality', replays: 0 },
    });
    // Sent back as the redrive does it: with what it replaces.
    const raw = await pipeline.kafka.openPublisher(pipeline.topics.raw);
    const headers = { 'dlq.replaces': `${pipeline.topics.raw}/0/${offset + 1}`, 'dlq.replay.count': '1' };
    const [sent] = await raw.publish(0, [{ key: 'a key', value: call(5), headers }]);
    await raw.close();
    const id = await loadedId(0, sent!.baseOffset);
    const { json: redriven } = await trace(id);
    expect(redriven!.traces[0]).toMatchObject({
      fate: 'loaded',
      place: { partition: 0, offset: sent!.baseOffset },
      raw: { replaces: { topic: pipeline.topics.raw, partition: 0, offset: offset + 1 } },
    });
  });

  test('tells of a letter of the loader, and of a call that had a row already', async () => {
    const first = await publish(0, call(6));
    await loadedId(0, first);
    const conflicting = await publish(
      2,
      call(6, { end_datetime: '2023-05-12 10:01:12', call_duration: 72, total_amount: '0.06' }),
    );
    const { json } = await fateOf(2, conflicting, 'dead');
    expect(json!.traces[0]).toMatchObject({
      clean: { kind: 'held' },
      letter: { stage: 'load', reason: 'conflict', duplicateOf: { partition: 0, offset: first } },
    });
    const alike = await publish(1, call(6));
    expect((await fateOf(1, alike, 'already-loaded')).code).toBe(0);
  });

  test('says that it knows nothing of a call, for a person as well', async () => {
    const unknown = '0'.repeat(32);
    expect(await trace(unknown)).toMatchObject({ code: 1, json: { traces: [], isWhole: true } });
    expect(await trace('--raw', '0/999999')).toMatchObject({
      code: 1,
      json: { traces: [{ fate: 'unknown' }] },
    });
    expect(await runCommand(['trace'], pipeline.env)).toMatchObject({ code: 2 });
  });

  test('tells what it can when S3 is away, and nothing without Kafka', async () => {
    const nowhere = { S3_ENDPOINT: 'http://127.0.0.1:1' };
    const id = await loadedId(1, 0);
    const told = await runCommand<Told>(['trace', id, '--json'], { ...pipeline.env, ...nowhere });
    expect(told).toMatchObject({
      code: 3,
      json: { traces: [{ file: { kind: 'unread' }, raw: { kind: 'held' } }] },
    });
    const silent = await runCommand(['trace', id, '--json'], {
      ...pipeline.env,
      KAFKA_BROKERS: 'localhost:1',
    });
    expect(silent).toEqual({
      code: 3,
      json: undefined,
      stderr: expect.stringMatching(/^Nothing can be told: .*"npm run connections" tries each part/),
    });
  });
});
