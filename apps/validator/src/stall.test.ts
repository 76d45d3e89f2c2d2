import { afterEach, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { topicSettings } from '@cdr/call-record';
import type { Sent } from '@cdr/kafka';
import { createMemorySchemas } from '@cdr/schema-registry/memory';
import { createHealth, createMetrics, Registry } from '@cdr/telemetry';
import { eachTurn, quietLog, type RunningScript, startScript, until } from '@cdr/testing';
import { readConfig } from '@cdr/worker';
import { validatorSettings } from './config.ts';
import { runValidator } from './run-validator.ts';
import { jsonOf } from './testing/calls.ts';
import { hangReaders } from './testing/hang.ts';
import { createScriptedKafka, type ScriptedKafka } from './testing/scripted-kafka.ts';
import { produce } from './testing/partition-run.ts';

const env = { RAW_TOPIC: 'raw', CLEAN_TOPIC: 'clean', DLQ_TOPIC: 'dlq', DEDUP_CALLS: '100' };

const running: AbortController[] = [];
let script: RunningScript | undefined;
afterEach(() => {
  for (const stop of running.splice(0)) stop.abort();
  script?.child.kill('SIGKILL');
});

/** Six partitions with records, of which the test lets one hang. */
function filledKafka(): ScriptedKafka {
  const memory = createScriptedKafka({
    topics: ['raw', 'clean', 'dlq'],
    group: 'telecom-validator',
    partitions: 6,
  });
  for (const role of ['raw', 'clean', 'dlq'] as const) memory.alter(role, topicSettings[role]);
  for (let partition = 0; partition < 6; partition += 1) produce(memory, [jsonOf(0), jsonOf(1)], partition);
  return memory;
}

/** A validator whose watch is set by the test. */
function start(memory: ScriptedKafka) {
  const clock = { now: Date.now() };
  const stop = new AbortController();
  running.push(stop);
  const health = createHealth({ stallAfterMs: 60_000, now: () => clock.now });
  const registry = new Registry();
  const telemetry = { log: quietLog, health, registry, metrics: createMetrics(registry), port: 0 };
  let onSent: (sent: Sent) => void = () => undefined;
  const ended = runValidator({
    config: readConfig(env, validatorSettings),
    telemetry: { ...telemetry, close: async () => undefined },
    open: async (part) => part,
    stop: stop.signal,
    giveUp: new AbortController().signal,
    version: '0',
    connect: async (options) => {
      onSent = options.onSent!;
      return memory.kafka;
    },
    openSchemas: createMemorySchemas,
  });
  ended.catch(() => undefined);

  /** Lets time pass, and the partitions that go on be heard of. */
  async function pass(ms: number): Promise<void> {
    clock.now += ms;
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
  /** Waits until these partitions are judged to their end. */
  async function judged(...partitions: number[]): Promise<void> {
    await until(() => partitions.every((p) => memory.committed[p] === 2), eachTurn);
  }
  return { health, pass, judged, send: (partition: number) => onSent({ ...aSend, partition }) };
}

const aSend = { topic: 'clean', messages: 1, bytes: 1, seconds: 0 };
const others = [0, 2, 3, 4, 5];

describe('a validator', () => {
  test('whose partitions are all at their end is well', async () => {
    const { health, pass, judged } = start(filledKafka());
    await judged(1, ...others);
    for (let minute = 0; minute < 5; minute += 1) {
      await pass(60_000);
      expect(health.liveness().status).toBe(200);
    }
  });

  test.each(['no answer', 'empty answers', 'open transaction behind'] as const)(
    'with one reader that hangs (%s) is stalled, though the other five go on',
    async (hang) => {
      const memory = filledKafka();
      hangReaders(memory, 'raw', 1, hang);
      const { health, pass, judged } = start(memory);
      await judged(...others);
      await pass(59_000);
      expect(health.liveness().status).toBe(200);
      await pass(1_000);
      expect(health.liveness().body['why']).toMatch(/^raw\/1 has not moved for 60 s/);
    },
  );

  test('that waits for a producer to end its transaction is well: a new start would not help', async () => {
    const memory = filledKafka();
    hangReaders(memory, 'raw', 1, 'open transaction');
    const { health, pass, judged } = start(memory);
    await judged(...others);
    for (let minute = 0; minute < 5; minute += 1) {
      await pass(60_000);
      expect(health.liveness().status).toBe(200);
    }
  });

  test('with a takeover that hangs is stalled', async () => {
    const memory = filledKafka();
    memory.log('clean', 1).append([{ key: null, value: 'never read' }]);
    hangReaders(memory, 'clean', 1, 'no answer');
    const { health, pass, judged } = start(memory);
    await judged(...others);
    await pass(60_000);
    expect(health.liveness().body['why']).toMatch(/^raw\/1 has not moved for 60 s/);
  });

  test('with a takeover that takes long, thing by thing, is well until it hangs', async () => {
    const memory = filledKafka();
    const gates: (() => void)[] = [];
    function gated<A extends unknown[], R>(ask: (...asked: A) => Promise<R>) {
      return async (...asked: A): Promise<R> => {
        await new Promise<void>((resolve) => gates.push(resolve));
        return ask(...asked);
      };
    }
    memory.kafka.offsets = gated(memory.kafka.offsets);
    memory.kafka.committedOffsets = gated(memory.kafka.committedOffsets);
    memory.kafka.openPublisher = gated(memory.kafka.openPublisher);
    const { health, pass } = start(memory);
    for (let thing = 0; thing < 5; thing += 1) {
      await until(() => gates.length === 6, eachTurn);
      await pass(59_000);
      expect(health.liveness().status).toBe(200);
      for (const open of gates.splice(0, thing < 4 ? 6 : 5)) open();
    }
    await pass(60_000);
    expect(health.liveness().body['why']).toMatch(/^raw\/\d has not moved for 119 s/);
  });

  test('with a batch that takes long, send by send, is well until they stop', async () => {
    const memory = filledKafka();
    hangReaders(memory, 'raw', 1, 'no answer');
    const { health, pass, judged, send } = start(memory);
    await judged(...others);
    for (let n = 0; n < 5; n += 1) {
      await pass(59_000);
      expect(health.liveness().status).toBe(200);
      send(1);
    }
    await pass(60_000);
    expect(health.liveness().status).toBe(503);
  });

  test('that no longer holds the partition that hung is well', async () => {
    const memory = filledKafka();
    hangReaders(memory, 'raw', 1, 'empty answers');
    const { health, pass, judged } = start(memory);
    await judged(...others);
    memory.assign(others);
    await pass(60_000);
    await until(() => health.liveness().status === 200, eachTurn);
    await pass(60_000);
    expect(health.liveness().status).toBe(200);
  });

  test('in a process of its own ends by itself with 1 when one reader hangs, and says which', async () => {
    const fixture = fileURLToPath(new URL('./hanging-validator.fixture.ts', import.meta.url));
    script = startScript(fixture, { env: { ...env, VALIDATOR_METRICS_PORT: '0' } });
    const { lines, ended } = script;
    expect(await ended).toMatchObject({ code: 1, stderr: '' });
    const errors = lines.filter(({ level }) => level === 'error').map(({ err }) => (err as Error).message);
    expect(errors).toEqual([expect.stringMatching(/^raw\/1 has not moved for \d+ s .*started again/)]);
    expect(lines.filter(({ level }) => level === 'info').map(({ msg }) => msg)).toEqual(
      others.map(() => 'partition taken over'), // a takeover reads raw once
    );
    expect(lines).toHaveLength(6); // in particular, no deadline was needed
  }, 30_000);
});
