import type { Kafka } from '@cdr/kafka';
import { until } from '@cdr/testing';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { type Answers, answering } from '../warehouse-answers.fixture.ts';
import { createObserver } from './observe.ts';

const wellAnswers: Answers = {
  loaded_through: [
    { kafka_partition: 0, next_offset: '1' },
    { kafka_partition: 1, next_offset: '0' },
  ],
  'ORDER BY committed_at DESC LIMIT 1': [{ batch_id: 'b1', rows_loaded: 1, at: '1700000000000.5' }],
  date_trunc: [],
};

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** An observer of a pipeline with one loaded record; `looked` waits for so many looks more. */
function observing(
  kind: 'PostgreSQL' | 'Redshift' = 'PostgreSQL',
  change: (kafka: Kafka) => Kafka = (kafka) => kafka,
) {
  const memory = createConsoleKafka(2);
  for (const topic of ['raw', 'clean'] as const) memory.log(topic).append([{ key: null, value: 'x' }]);
  const answers = { ...wellAnswers };
  const { warehouse, asked } = answering(answers);
  // The first turn recalls what was before.
  let looks = -1;
  const observer = createObserver({
    kafka: change(memory.kafka),
    warehouse,
    pipeline: { topics, groups: { validator: 'v', loader: 'l' }, warehouse: kind },
    instances: [{ worker: 'loader', address: 'localhost:1' }],
    lastHour: () => ({ badShare: 0.5, unloadable: 0 }),
    onTurn: () => (looks += 1),
    everyMs: 20,
    answerWithinMs: 100,
  });
  const stop = new AbortController();
  async function looked(more: number): Promise<NonNullable<ReturnType<typeof observer.flow>>> {
    const wanted = Math.max(looks, 0) + more;
    await until(() => looks >= wanted, { everyMs: 5 });
    return observer.flow()!;
  }
  function begin(): void {
    const running = observer.run(stop.signal);
    stops.push(() => {
      stop.abort();
      return running;
    });
  }
  return { ...memory, observer, answers, asked, begin, looked };
}

describe('an observer', () => {
  test('has nothing to show before its first look, and then all that the parts say', async () => {
    const { observer, begin, looked } = observing();
    expect([observer.flow(), observer.history().at]).toEqual([null, []]);
    begin();
    expect(await looked(1)).toMatchObject({
      topics: { raw: { name: topics.raw, held: 1 }, clean: { held: 1 }, dlq: { held: 0 } },
      stages: {
        validator: { status: 'STOP', lagRecords: 1 },
        loader: { status: 'STOP', lagRecords: 0, lagSeconds: 0 },
      },
      source: { lastAt: null },
      warehouse: { kind: 'PostgreSQL', lastLoad: { at: 1_700_000_000_000.5, rows: 1, batchId: 'b1' } },
      workers: [{ worker: 'loader', address: 'localhost:1', answers: false, version: null }],
      outages: [],
    });
    expect(observer.history().at.length).toBeGreaterThanOrEqual(60);
  });

  test('judges by what the letters say of the last hour', async () => {
    const { begin, looked } = observing();
    begin();
    const { health } = await looked(1);
    expect(health.alerts.map(({ name }) => name)).toContain('ManyDeadLetters');
  });

  test('keeps since when an alert holds', async () => {
    const { begin, looked } = observing();
    begin();
    const sinceThen = async () => (await looked(1)).health.alerts.map(({ name, since }) => [name, since]);
    const first = await sinceThen();
    expect(first).not.toEqual([]);
    expect(await sinceThen()).toEqual(first);
  });

  test('knows the age of a record that waited before it looked: by the record', async () => {
    const { clock, log, begin, looked } = observing();
    clock.now = Date.now() - 90_000;
    log('raw', 1).append([{ key: null, value: 'x' }]);
    begin();
    const { stages } = await looked(1);
    expect(stages.validator.partitions[1]!.lagSeconds).toBeGreaterThanOrEqual(90);
    expect(stages.validator.partitions[1]!.lagSeconds).toBeLessThan(100);
  });

  test('tells an outage of each part, goes on, and tells its end and that records came', async () => {
    const { answers, trouble, log, begin, looked } = observing();
    answers['loaded_through'] = new Error('the warehouse is away');
    begin();
    expect((await looked(1)).outages).toEqual([{ part: 'The warehouse', says: 'the warehouse is away' }]);
    answers['loaded_through'] = [];
    log('raw').append([{ key: null, value: 'y' }]);
    const seen = await looked(1);
    expect([seen.outages, seen.source.says]).toEqual([[], 'Records come']);
    trouble.fails = () => true;
    expect((await looked(1)).outages).toEqual([{ part: 'Kafka', says: 'no broker answers' }]);
  });
});

describe('while Kafka hangs', () => {
  /** A Kafka that answers, until it hangs, neither this question nor any other. */
  function hanging(question: 'memberCount' | 'openReader') {
    const hang = { now: false, asked: 0 };
    const end = Promise.withResolvers<never>();
    stops.push(async () => end.reject(new Error('nobody hears of this')));
    const observed = observing('PostgreSQL', (kafka) => ({
      ...kafka,
      [question]: (...given: never[]) => {
        if (!hang.now) return (kafka[question] as (...all: never[]) => unknown)(...given);
        hang.asked += 1;
        return end.promise;
      },
    }));
    return { ...observed, hang };
  }

  test('it is asked no more, it is told since when, and the turns go on', async () => {
    const { begin, looked, hang } = hanging('memberCount');
    begin();
    await looked(1);
    hang.now = true;
    const says = expect.stringMatching(/^no answer since 2/) as unknown;
    expect((await looked(3)).outages).toEqual([{ part: 'Kafka', says }]);
    expect(hang.asked).toBe(1);
  });

  test('in the midst of a record that waits, the turns go on', async () => {
    const { begin, looked, hang } = hanging('openReader');
    hang.now = true;
    begin();
    await looked(3);
    expect(hang.asked).toBe(1);
  });
});

test('Redshift, which is paid for while it is asked, is asked once in half a minute; PostgreSQL at each look', async () => {
  async function askedOf(kind: 'PostgreSQL' | 'Redshift'): Promise<number> {
    const { asked, begin, looked } = observing(kind);
    begin();
    await looked(3);
    return asked.filter(({ statement }) => statement.includes('loaded_through')).length;
  }
  expect(await askedOf('Redshift')).toBe(1);
  expect(await askedOf('PostgreSQL')).toBeGreaterThanOrEqual(3);
});
