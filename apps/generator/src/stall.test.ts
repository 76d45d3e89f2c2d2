import { afterEach, describe, expect, test } from '@jest/globals';
import { createHealth, createMetrics, Registry } from '@cdr/telemetry';
import { eachTurn, quietLog, until } from '@cdr/testing';
import { createKafkaPatience } from './patience.ts';
import type { Message } from './message.ts';
import { type Production, produceCalls } from './produce-calls.ts';
import { type Attempt, type Fate, scriptedKafka } from './testing/scripted-kafka.ts';

const running: AbortController[] = [];
afterEach(() => {
  for (const stop of running.splice(0)) stop.abort();
});

function* messages(): Generator<Message> {
  for (let n = 1; ; n += 1) yield { n, key: `+1${n}`, value: String(n) };
}

/** A generator on six partitions whose watch is set by the test. */
function start(fateOf?: (attempt: Attempt) => Fate, rest: Partial<Production> = {}) {
  const { kafka, attempts, held, release } = scriptedKafka(6, fateOf);
  const clock = { now: Date.now() };
  const stop = new AbortController();
  running.push(stop);
  const health = createHealth({ stallAfterMs: 60_000, now: () => clock.now });
  const telemetry = { log: quietLog, health, metrics: createMetrics(new Registry()) };
  const ended = produceCalls({
    kafka,
    patience: createKafkaPatience(telemetry),
    topic: { name: 'raw', partitions: 6, mostBytesPerMessage: 1_000_000, mostBytesPerPublish: 500_000 },
    messages: messages(),
    count: Infinity,
    pace: { waitFor: () => 0 },
    truth: undefined,
    telemetry,
    stop: stop.signal,
    ...rest,
  });
  ended.catch(() => undefined);
  function why(): unknown {
    return health.liveness().body['why'];
  }
  return { clock, attempts, held, release, why };
}

describe('a generator', () => {
  test('of which one lane gets no answer is stalled, and the lane is named', async () => {
    const { clock, held, why, release } = start(({ partition }) => (partition === 2 ? 'held' : 'taken'));
    await until(() => held.length === 1, eachTurn);
    clock.now += 59_999;
    expect(why()).toBeUndefined();
    clock.now += 1;
    expect(why()).toMatch(/^publishing to raw\/2 has not moved for 60 s/);
    release();
    await until(() => why() === undefined, eachTurn);
  });

  test('that waits for its slow pace is well', async () => {
    const { clock, attempts, why } = start(undefined, { pace: { waitFor: (sent) => (sent > 0 ? 5 : 0) } });
    await until(() => attempts.length === 1, eachTurn);
    for (let minute = 0; minute < 3; minute += 1) {
      clock.now += 60_000;
      await until(() => why() === undefined, eachTurn);
    }
  });

  test('whose Kafka is away for hours is well', async () => {
    const { clock, attempts, why } = start(() => 'refused for now');
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const before = attempts.length;
      await until(() => attempts.length > before + 6);
      expect(why()).toBeUndefined();
      clock.now += 59_999;
    }
  });

  test('whose messages do not come is stalled', async () => {
    async function* nothing(): AsyncGenerator<Message> {
      await new Promise(() => undefined);
      yield { n: 1, key: null, value: null };
    }
    const { clock, why } = start(undefined, { messages: nothing() });
    clock.now += 60_000;
    expect(why()).toMatch(/^this worker has not moved for 60 s/);
  });
});
