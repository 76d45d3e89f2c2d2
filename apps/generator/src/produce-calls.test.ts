import { describe, expect, test } from '@jest/globals';
import { partitionFor } from '@cdr/kafka';
import { createHealth, createMetrics, type Log, Registry } from '@cdr/telemetry';
import { eachTurn, until } from '@cdr/testing';
import { createKafkaPatience } from './patience.ts';
import type { Message } from './message.ts';
import { createPace } from './pace.ts';
import { type Production, produceCalls } from './produce-calls.ts';
import { type Attempt, type Fate, scriptedKafka } from './testing/scripted-kafka.ts';

const partitions = 6;

function* messagesUpTo(count: number): Generator<Message> {
  for (let n = 1; n <= count; n += 1) yield { n, key: `+1${String(n)}`, value: String(n) };
}

function productionOn(fateOf?: (attempt: Attempt) => Fate, rest: Partial<Production> = {}) {
  const scripted = scriptedKafka(partitions, fateOf);
  const lines: string[] = [];
  function line(_fields: object, message: string) {
    lines.push(message);
  }
  const log: Log = { debug: line, info: line, warn: line, error: line };
  const health = createHealth({ stallAfterMs: 60_000, now: Date.now });
  const telemetry = { log, health, metrics: createMetrics(new Registry()) };
  const stop = new AbortController();
  const production: Production = {
    kafka: scripted.kafka,
    patience: createKafkaPatience(telemetry),
    topic: { name: 'raw', partitions, mostBytesPerMessage: 1_000_000, mostBytesPerPublish: 500_000 },
    messages: messagesUpTo(Infinity),
    count: Infinity,
    pace: createPace(Infinity, () => 0),
    truth: undefined,
    telemetry,
    stop: stop.signal,
    ...rest,
  };
  return { ...scripted, lines, stop, run: () => produceCalls(production) };
}

describe('producing', () => {
  test('ends when the count is reached and all of it is acknowledged, each message in the partition of its key', async () => {
    const { run, logs, counts } = productionOn(undefined, { count: 10_000 });
    expect(await run()).toEqual({ published: 10_000, doubtful: 0 });
    for (const [partition, log] of logs.entries()) {
      const values = log.map(({ value }) => Number(value));
      expect(values).toEqual([...values].sort((a, b) => a - b));
      for (const { key } of log) expect(partitionFor(key, partitions)).toBe(partition);
    }
    expect(logs.flat()).toHaveLength(10_000);
    expect(counts).toMatchObject({ opened: 6, closed: 6, mostInFlightOfOne: 1 });
    expect(counts.mostInFlight).toBeGreaterThan(1);
  });

  test('of nothing publishes nothing', async () => {
    const { run, attempts } = productionOn(undefined, { count: 0 });
    expect(await run()).toEqual({ published: 0, doubtful: 0 });
    expect(attempts).toEqual([]);
  });

  test('ends with its messages', async () => {
    async function* three() {
      yield* messagesUpTo(3);
    }
    const { run } = productionOn(undefined, { messages: three() });
    expect(await run()).toMatchObject({ published: 3 });
  });

  test('outlasts an outage, loses nothing, counts what may be doubled and tells it once', async () => {
    const { run, logs, lines } = productionOn(
      ({ number }) => (number > 12 ? 'taken' : number % 2 ? 'refused for now' : 'taken, answer lost'),
      { count: 3_000 },
    );
    const { published, doubtful } = await run();
    expect(published).toBe(3_000);
    expect(new Set(logs.flat().map(({ value }) => value)).size).toBe(3_000);
    expect(logs.flat().length - 3_000).toBeLessThanOrEqual(doubtful);
    expect(lines).toEqual(['Kafka does not work; trying again until it does', 'Kafka works again']);
  });

  test('ends with the error when Kafka refuses for good, though others hang in an outage', async () => {
    const { run } = productionOn(({ partition }) =>
      partition === 2 ? 'refused for good' : 'refused for now',
    );
    await expect(run()).rejects.toMatchObject({ code: 'TOPIC_AUTHORIZATION_FAILED' });
  });

  test('finishes what was sent when its messages break off', async () => {
    async function* broken() {
      yield* messagesUpTo(2);
      throw new Error('EIO: read error');
    }
    const { run, logs, counts } = productionOn(undefined, { messages: broken() });
    await expect(run()).rejects.toThrow('EIO');
    expect(logs.flat()).toHaveLength(2);
    expect(counts.closed).toBe(counts.opened);
  });

  test('told to stop finishes what is in flight', async () => {
    const { run, stop, held, release, logs } = productionOn(() => 'held');
    const running = run();
    await until(() => held.length === partitions, eachTurn);
    stop.abort();
    release();
    const { published } = await running;
    expect(published).toBe(logs.flat().length);
    expect(published).toBe(partitions * 300);
  });

  test('told to stop does not wait for a slow pace', async () => {
    const { run, stop, attempts } = productionOn(undefined, { pace: createPace(0.001, () => 0) });
    const running = run();
    await until(() => attempts.length === 1, eachTurn);
    stop.abort();
    expect(await running).toMatchObject({ published: 1 });
  });
});
