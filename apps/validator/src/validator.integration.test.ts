import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTopics, freePort, type KafkaPart, startKafka } from '@cdr/infra';
import { connectKafka, type Kafka } from '@cdr/kafka';
import { until } from '@cdr/testing';
import { badJson, jsonOf } from './testing/calls.ts';
import { isValidated, type Reconciled, reconcile } from './testing/reconcile.ts';
import { startValidator, type ValidatorProcess } from './testing/validator-process.ts';

const partitions = 3;
let home: string;
let broker: KafkaPart;
let kafka: Kafka;
const processes: ValidatorProcess[] = [];

async function startBroker(port?: number): Promise<KafkaPart> {
  return startKafka({ port: port ?? (await freePort()), dataDir: join(home, 'kafka') });
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'validator-'));
  broker = await startBroker();
  kafka = await connectKafka({ brokers: [broker.brokers], clientId: 'test' });
});

afterEach(() => {
  for (const { child } of processes.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  await kafka.close();
  await broker.stop();
  rmSync(home, { recursive: true, force: true });
});

let runs = 0;

/** Three topics and a group of its own, and validators on them. */
async function newPipeline() {
  const name = `run-${(runs += 1)}`;
  const topics = { raw: `${name}.raw`, clean: `${name}.clean`, dlq: `${name}.dlq` };
  await createTopics(kafka, { topics, partitions, replicas: 1 });

  async function start(changes: Record<string, string> = {}): Promise<ValidatorProcess> {
    const settings = {
      KAFKA_BROKERS: broker.brokers,
      RAW_TOPIC: topics.raw,
      CLEAN_TOPIC: topics.clean,
      DLQ_TOPIC: topics.dlq,
      VALIDATOR_GROUP: name,
      DEDUP_CALLS: '100000',
    };
    const validator = startValidator({ ...settings, ...changes }, await freePort());
    processes.push(validator);
    return validator;
  }

  async function written(): Promise<number> {
    const ranges = [...(await kafka.offsets(topics.clean)), ...(await kafka.offsets(topics.dlq))];
    return ranges.reduce((sum, { end }) => sum + end, 0);
  }

  return { topics, start, written, isValidated: (group = name) => isValidated(kafka, topics, group) };
}

type Pipeline = Awaited<ReturnType<typeof newPipeline>>;

// Of each partition's records every 100th is bad and every 20th repeats the one half of the way before.
function valueOf(n: number, count: number): string {
  if (n % 100 === 7) return badJson;
  return n % 20 === 3 && n > count / 2 ? jsonOf(n - Math.floor(count / 2)) : jsonOf(n);
}

/** Fills each partition with `count` records. */
async function produce({ topics }: Pipeline, count: number): Promise<void> {
  const publisher = await kafka.openPublisher(topics.raw);
  for (let partition = 0; partition < partitions; partition += 1) {
    const values = Array.from({ length: count }, (_, n) => valueOf(n, count));
    await publisher.publish(
      partition,
      values.map((value) => ({ key: null, value })),
    );
  }
  await publisher.close();
}

// The first record with a content is clean, every later one its duplicate.
function expectExactly({ raw, clean, dead, missing }: Reconciled): void {
  expect(missing).toEqual([]);
  const originals = new Map<string, number>();
  for (const [offset, { value }] of raw) {
    const content = String(value);
    const original = originals.get(content);
    if (content === badJson) {
      expect(String(dead.get(offset)?.headers['dlq.reason'])).toBe('schema');
    } else if (original !== undefined) {
      expect(String(dead.get(offset)?.headers['dlq.reason'])).toBe('duplicate');
      expect(String(dead.get(offset)?.headers['dlq.duplicate.of'])).toBe(String(original));
    } else {
      expect(clean.has(offset)).toBe(true);
      originals.set(content, offset);
    }
  }
}

function told(validator: ValidatorProcess): unknown[] {
  return validator.lines.map(({ msg }) => msg);
}

describe('the validator on a real Kafka', () => {
  test('loses, doubles and misjudges nothing when it is killed twice among 50,000 records', async () => {
    const pipeline = await newPipeline();
    const count = 16_700;
    await produce(pipeline, count);
    for (const enough of [10_000, 28_000]) {
      const validator = await pipeline.start();
      await until(async () => (await pipeline.written()) >= enough, { everyMs: 10 });
      validator.child.kill('SIGKILL');
      await validator.ended;
      expect(await pipeline.isValidated()).toBe(false);
    }
    // A group that knows nothing: the position is read from clean. (And nobody waits for the killed member's session.)
    const validator = await pipeline.start({ VALIDATOR_GROUP: 'another' });
    await until(() => pipeline.isValidated('another'));
    const result = await reconcile(kafka, pipeline.topics);
    for (const partition of result) {
      expect(partition.raw.size).toBe(count);
      expectExactly(partition);
    }

    expect((await validator.ask('live')).status).toBe(200);
    expect(await validator.ask('ready')).toMatchObject({ status: 200, text: '{"ready":true}\n' });
    const { text } = await validator.ask('metrics');
    expect(text).toContain('cdr_build_info{worker="validator",version="');
    expect(text).toContain(`cdr_takeovers_total{reason="assigned"} ${partitions}`);
    for (const [partition, { clean }] of result.entries()) {
      const place = `partition="${partition}"`;
      expect(text).toContain(`cdr_consumer_lag_records{topic="${pipeline.topics.raw}",${place}} 0`);
      expect(text).toContain(`cdr_consumer_lag_seconds{topic="${pipeline.topics.raw}",${place}} 0`);
      expect(text).toContain(`cdr_dedup_state_entries{${place}} ${clean.size}`);
      expect(text).toMatch(new RegExp(`cdr_dedup_span_seconds{${place}} [\\d.]+`));
    }
    expect(text).toMatch(/cdr_records_rejected_total{reason="duplicate",rule="is-no-duplicate"} \d+/);
  });

  test('shares its partitions with another one, and takes them back when that one drains and leaves', async () => {
    const pipeline = await newPipeline();
    const settings = { KAFKA_BROKERS: broker.brokers };
    const stays = await pipeline.start(settings);
    await until(() => told(stays).length === partitions);
    const leaves = await pipeline.start(settings);
    await until(() => told(leaves).length > 0);

    const producing = produce(pipeline, 12_000);
    await until(async () => (await pipeline.written()) > 5_000);
    const toldAt = Date.now();
    leaves.child.kill('SIGTERM');
    expect(await leaves.ended).toEqual({ code: 0, signal: null, stderr: '' });
    expect(Date.now() - toldAt).toBeLessThan(4_000);
    await producing;
    await until(() => pipeline.isValidated());
    for (const partition of await reconcile(kafka, pipeline.topics)) expectExactly(partition);
    for (const { lines } of [stays, leaves]) {
      expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
    }
  });

  test('goes on by itself when Kafka was killed under load, with one warning, and loses nothing', async () => {
    const pipeline = await newPipeline();
    await produce(pipeline, 10_000);
    const validator = await pipeline.start();
    await until(async () => (await pipeline.written()) > 5_000, { everyMs: 10 });
    const { port } = new URL(`kafka://${broker.brokers}`);
    process.kill(broker.pid, 'SIGKILL');
    await broker.exited;
    await until(async () => (await validator.ask('ready')).text.includes('Kafka does not work'));
    expect((await validator.ask('ready')).status).toBe(503);
    expect((await validator.ask('live')).status).toBe(200);

    broker = await startBroker(Number(port));
    await until(() => pipeline.isValidated().catch(() => false));
    await until(async () => (await validator.ask('ready')).status === 200);
    for (const partition of await reconcile(kafka, pipeline.topics)) expectExactly(partition);
    expect(validator.lines.filter(({ level }) => level !== 'info').map(({ msg }) => msg)).toEqual([
      'Kafka does not work; trying again until it does',
    ]);
    expect(told(validator)).toContain('Kafka works again');
    validator.child.kill('SIGTERM');
    expect(await validator.ended).toEqual({ code: 0, signal: null, stderr: '' });
  });

  test('told to stop while Kafka does not answer, still ends in order', async () => {
    const pipeline = await newPipeline();
    await produce(pipeline, 10_000);
    const validator = await pipeline.start();
    await until(async () => (await pipeline.written()) > 1_000, { everyMs: 10 });
    process.kill(broker.pid, 'SIGSTOP');
    try {
      validator.child.kill('SIGTERM');
      expect(await validator.ended).toEqual({ code: 0, signal: null, stderr: '' });
      expect(told(validator)).toContain('giving up what is in flight: it begins anew at the next start');
    } finally {
      process.kill(broker.pid, 'SIGCONT');
    }
    // Another group, so that nobody waits for the session of a member that could not leave.
    await pipeline.start({ VALIDATOR_GROUP: 'heirs' });
    await until(() => pipeline.isValidated('heirs').catch(() => false));
    for (const partition of await reconcile(kafka, pipeline.topics)) expectExactly(partition);
  });

  test('ends before it connects when its settings are wrong, with all that is wrong', async () => {
    const { start } = await newPipeline();
    const wrong = await start({ DEDUP_CALLS: 'many', DEDUP_HOURS: '0', SOURCE_TIME_ZONE: 'Mars/Base' });
    const { code, stderr } = await wrong.ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/^validator: .*SOURCE_TIME_ZONE.*; .*DEDUP_CALLS.*; .*DEDUP_HOURS.*\n$/);
    expect(wrong.lines).toEqual([]);
  });

  test('ends with what to do when its topics do not exist', async () => {
    const { start } = await newPipeline();
    const lost = await start({ RAW_TOPIC: 'nowhere' });
    expect((await lost.ended).code).toBe(1);
    expect(JSON.stringify(lost.lines)).toContain('topic nowhere does not exist: create it');
  });
});
