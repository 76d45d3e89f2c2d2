import { describe, expect, test } from '@jest/globals';
import { topicSettings } from '@cdr/call-record';
import { KafkaError } from '@cdr/kafka';
import { createMemorySchemas } from '@cdr/schema-registry/memory';
import { createHealth, createMetrics, type Log, Registry } from '@cdr/telemetry';
import { eachTurn, until } from '@cdr/testing';
import { readConfig } from '@cdr/worker';
import { validatorSettings } from './config.ts';
import { runValidator } from './run-validator.ts';
import { jsonOf } from './testing/calls.ts';
import { createScriptedKafka } from './testing/scripted-kafka.ts';
import { outcome, produce } from './testing/partition-run.ts';

const env = { RAW_TOPIC: 'raw', CLEAN_TOPIC: 'clean', DLQ_TOPIC: 'dlq', DEDUP_CALLS: '100' };

function memoryKafka() {
  const memory = createScriptedKafka({
    topics: ['raw', 'clean', 'dlq'],
    group: 'telecom-validator',
    partitions: 1,
  });
  for (const role of ['raw', 'clean', 'dlq'] as const) memory.alter(role, topicSettings[role]);
  return memory;
}

function start(
  memory: ReturnType<typeof memoryKafka>,
  changes: Record<string, string> = {},
  schemas = createMemorySchemas(),
) {
  const stop = new AbortController();
  const lines: string[] = [];
  const unready = new Map<string, string>();
  function tell(_: unknown, message: string): void {
    lines.push(message);
  }
  const log: Log = { debug: tell, info: tell, warn: tell, error: tell };
  const registry = new Registry();
  const health = {
    ...createHealth({ stallAfterMs: 60_000, now: Date.now }),
    notReady: (part: string, why: string) => void unready.set(part, why),
    ready: (part: string) => void unready.delete(part),
  };
  const telemetry = {
    log,
    health,
    registry,
    metrics: createMetrics(registry),
    port: 0,
    close: async () => undefined,
  };
  const ended = runValidator({
    config: readConfig({ ...env, ...changes }, validatorSettings),
    telemetry,
    open: async (part) => part,
    stop: stop.signal,
    giveUp: new AbortController().signal,
    version: '0',
    connect: async () => memory.kafka,
    openSchemas: () => schemas,
  });
  ended.catch(() => undefined);
  return { stop, ended, lines, unready, metrics: () => registry.metrics() };
}

describe('the validator', () => {
  test('validates until it is told to stop, and tells what it did', async () => {
    const memory = memoryKafka();
    produce(memory, [jsonOf(0), 'x', jsonOf(0)]);
    const { stop, ended, lines, metrics } = start(memory);
    await until(() => memory.committed[0] === 3, eachTurn);
    const text = await metrics();
    expect(text).toContain('cdr_records_consumed_total{topic="raw"} 3');
    expect(text).toContain('cdr_records_rejected_total{reason="malformed",rule="is-json"} 1');
    expect(text).toContain('cdr_consumer_lag_records{topic="raw",partition="0"} 0');
    expect(text).toContain('cdr_dedup_state_entries{partition="0"} 1');
    expect(text).toContain('cdr_takeovers_total{reason="assigned"} 1');
    stop.abort();
    await ended;
    expect(lines).toEqual(['partition taken over']);
    expect(await metrics()).not.toContain('partition="0"');
  });

  test('stops at topics that break the promise, with a sentence for each problem', async () => {
    const memory = memoryKafka();
    memory.alter('raw', { ...topicSettings.raw, 'message.timestamp.type': 'CreateTime' });
    memory.alter('clean', {
      ...topicSettings.clean,
      'cleanup.policy': 'compact',
      'retention.ms': '1',
    });
    const { ended } = start(memory);
    await expect(ended).rejects.toMatchObject({ name: 'Stop' });
    for (const sentence of [
      'topic raw: message.timestamp.type is CreateTime, must be LogAppendTime',
      'topic clean: cleanup.policy is compact, must be delete',
      'topic clean: retention.ms is 1, must be at least',
    ]) {
      await expect(ended).rejects.toThrow(sentence);
    }
    expect(memory.effects).toEqual([]);
  });

  test('stops when a topic does not exist', async () => {
    const { ended } = start(memoryKafka(), { DLQ_TOPIC: 'dlq2' });
    await expect(ended).rejects.toThrow('topic dlq2 does not exist');
  });

  test('asks for longer retention where the window is longer', async () => {
    const { ended } = start(memoryKafka(), { DEDUP_HOURS: '8000' });
    await expect(ended).rejects.toThrow(/^topic clean: retention.ms is 1209600000, must be at least \d+$/);
  });

  test('stops when there is no memory for the remembered calls, and names the setting', async () => {
    const memory = memoryKafka();
    const describeTopic = memory.kafka.describeTopic;
    memory.kafka.describeTopic = async (topic) => ({ ...(await describeTopic(topic))!, partitions: 2 ** 33 });
    await expect(start(memory).ended).rejects.toThrow(/no memory for 8589934592 partitions.*DEDUP_CALLS/);
  });

  test('tells an outage of sessions and membership once, and its end once', async () => {
    const memory = memoryKafka();
    const { lines, unready, stop, ended } = start(memory);
    await until(() => lines.length > 0, eachTurn);
    memory.script.fateOf = () => 'is lost';
    produce(memory, [jsonOf(0)]);
    await until(() => unready.size > 0, eachTurn);
    memory.lose(new KafkaError('thrown out', 'KafkaJSConnectionError', true));
    const takeovers = () => lines.filter((line) => line === 'partition taken over').length;
    const before = takeovers();
    await until(() => takeovers() > before, eachTurn);
    memory.script.fateOf = () => 'lands';
    await until(() => outcome(memory).clean.length === 1 && unready.size === 0, eachTurn);
    stop.abort();
    await ended;
    expect(lines.filter((line) => line !== 'partition taken over')).toEqual([
      'Kafka does not work; trying again until it does',
      'Kafka works again',
    ]);
  });

  test('is ready again when the session that failed was taken away', async () => {
    const memory = memoryKafka();
    const { lines, unready, stop, ended } = start(memory);
    await until(() => lines.length > 0, eachTurn);
    memory.script.fateOf = () => 'is lost';
    produce(memory, [jsonOf(0)]);
    await until(() => unready.size > 0, eachTurn);
    memory.script.fateOf = () => 'lands';
    memory.assign([0]);
    await until(() => unready.size === 0, eachTurn);
    stop.abort();
    await ended;
    expect(lines.at(-1)).toBe('Kafka works again');
  });

  test('joins again when the group throws it out, and is then ready again', async () => {
    const memory = memoryKafka();
    const { lines, unready, stop, ended } = start(memory);
    await until(() => lines.length > 0, eachTurn);
    memory.lose(new KafkaError('thrown out', 'UNKNOWN_MEMBER_ID', true));
    await until(() => unready.size > 0, eachTurn);
    produce(memory, [jsonOf(0)]);
    await until(() => outcome(memory).clean.length === 1 && unready.size === 0, eachTurn);
    stop.abort();
    await ended;
    expect(lines).toEqual([
      'partition taken over',
      'Kafka does not work; trying again until it does',
      'partition taken over',
      'Kafka works again',
    ]);
  });
});
